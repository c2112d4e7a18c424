#include "exchange/rich_text.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t bracket_reach = 1000;  ///< how far behind a bracket it may be closed to mean a link

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Whether the character at `at` of a line would be read as markup; `rest` is the text it stands in.
bool is_mark(std::string_view rest, std::size_t at) {
  const char c = rest[at];
  const char before = at == 0 ? ' ' : rest[at - 1];
  const char after = at + 1 < rest.size() ? rest[at + 1] : ' ';
  switch (c) {
    case '\\':
      return std::ispunct(static_cast<unsigned char>(after)) != 0 || after == ' ';
    case '`':
      return true;
    case '*':
      return !is_blank(after) || !is_blank(before);
    case '_':
      return !is_word(before) || !is_word(after);
    case '~':
      return !is_blank(after) || !is_blank(before);
    case '[':
      return after == '^' || contains_any(rest.substr(at, bracket_reach), {"](", "]:", "]["});
    case '<':
      // "< 5" is no tag, but what is closed again may be read as an address in brackets.
      return (!is_blank(after) && (after < '0' || after > '9') && after != '=' && after != '-') ||
             rest.substr(at, bracket_reach).find('>') != std::string_view::npos;
    case '&':
      return after == '#' || (std::isalpha(static_cast<unsigned char>(after)) != 0 &&
                              rest.substr(at, 34).find(';') != std::string_view::npos);
    default:
      return false;
  }
}

/// What begins a block where it begins a line: a mark of a list, a heading, a quote, a fence, a rule.
std::size_t block_mark(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  const std::string_view one = line.substr(0, 1);
  if (one == "#" || one == ">" || one == "=" || one == "|") return 0;
  if (one == "-" || one == "+" || one == "*")
    return line.size() == 1 || is_blank(line[1]) || line[1] == line[0] ? 0 : std::string_view::npos;
  if (line.starts_with("~~~") || line.starts_with(":::")) return 0;
  if (line.starts_with("[ ]") || line.starts_with("[x]") || line.starts_with("[X]")) return 0;
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits == std::string_view::npos || digits == 0 || digits > 9) return std::string_view::npos;
  if (line[digits] != '.' && line[digits] != ')') return std::string_view::npos;
  return digits + 1 == line.size() || is_blank(line[digits + 1]) ? digits : std::string_view::npos;
}

/// Escapes text that stands after `line` (what the line holds so far).
void append_escaped_text(std::string& out, std::string_view text, bool begins_line, bool in_cell) {
  std::size_t line_mark = begins_line ? block_mark(text) : std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    if (i == line_mark || is_mark(text, i) || (in_cell && c == '|')) out += '\\';
    out += c;
  }
}

class MarkdownWriter {
 public:
  std::string write(const Rich& rich) {
    if (is_inline(rich.kind)) {
      write_line(rich);
    } else if (rich.kind == RichKind::document) {
      write_blocks(rich.children);
    } else {
      write_block(rich);
    }
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    return std::move(out_);
  }

 private:
  void begin_line() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    out_ += indent_;
  }
  void blank_line() {
    if (out_.empty()) return;
    if (out_.back() != '\n') out_ += '\n';
    std::string_view bare = indent_;
    while (!bare.empty() && bare.back() == ' ') bare.remove_suffix(1);
    out_ += bare;
    out_ += '\n';
  }

  /// Blocks one below another. Inlines among them are a paragraph.
  void write_blocks(const std::vector<Rich>& blocks, bool goes_on = false) {
    bool first = true;
    const Rich* list = nullptr;  // the block before, where that is a list
    second_list_ = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].kind == RichKind::paragraph && blocks[i].children.empty()) continue;
      const bool is_list = blocks[i].kind == RichKind::bullet_list || blocks[i].kind == RichKind::ordered_list ||
                           blocks[i].kind == RichKind::task_list;
      const bool tight = goes_on && is_list;  // a list below the line of its item
      if (!first && !tight) blank_line();
      if (first && !goes_on) begin_block_line();
      if (!first) begin_line();
      // Two lists that touch would be one, unless their marks differ.
      const bool ordered = blocks[i].kind == RichKind::ordered_list;
      second_list_ = is_list && list != nullptr && ordered == (list->kind == RichKind::ordered_list) && !second_list_;
      if (is_inline(blocks[i].kind)) {
        Rich run = make_rich(RichKind::paragraph);
        while (i < blocks.size() && is_inline(blocks[i].kind)) run.children.push_back(blocks[i++]);
        --i;
        write_block_here(run);
      } else {
        write_block_here(blocks[i]);
      }
      list = is_list ? &blocks[i] : nullptr;
      first = false;
    }
  }
  void begin_block_line() {
    if (out_.empty() || out_.back() == '\n') out_ += indent_;
  }

  void write_block(const Rich& block) {
    begin_block_line();
    write_block_here(block);
  }

  /// Writes a block whose first line's indent stands there already.
  void write_block_here(const Rich& block) {
    switch (block.kind) {
      case RichKind::heading:
        out_ += std::string(static_cast<std::size_t>(std::clamp(block.number, 1, 6)), '#') + " ";
        write_heading_line(block);
        break;
      case RichKind::bullet_list:
      case RichKind::ordered_list:
      case RichKind::task_list:
        write_list(block);
        break;
      case RichKind::table:
        write_table(block);
        break;
      case RichKind::quote:
      case RichKind::panel:
        write_quote(block);
        break;
      case RichKind::expand:
        write_expand(block);
        break;
      case RichKind::code_block:
        write_code(block);
        break;
      case RichKind::rule:
        out_ += "---";
        break;
      case RichKind::html:
        write_verbatim(block.text);
        break;
      case RichKind::item:
      case RichKind::row:
      case RichKind::cell:
      case RichKind::document:
        write_blocks(block.children, true);
        break;
      default:
        write_line(block);
    }
  }

  void write_heading_line(const Rich& block) {
    const std::size_t begin = out_.size();
    in_heading_ = true;
    write_inlines(block.children);
    in_heading_ = false;
    while (out_.size() > begin && out_.back() == ' ') out_.pop_back();
    if (out_.size() > begin && out_.back() == '#') out_.insert(out_.size() - 1, "\\");
  }

  void write_list(const Rich& list) {
    int number = list.number;
    bool first = true;
    const bool second = second_list_;
    for (const Rich& item : list.children) {
      if (!first) begin_line();
      first = false;
      std::string mark = list.kind == RichKind::ordered_list ? std::to_string(number++) + (second ? ") " : ". ")
                         : second                            ? "* "
                                                             : "- ";
      out_ += mark;
      if (list.kind == RichKind::task_list) out_ += item.checked ? "[x] " : "[ ] ";
      const std::string before = indent_;
      indent_ += std::string(mark.size(), ' ');
      write_blocks(item.children, true);
      indent_ = before;
    }
    second_list_ = second;
  }

  void write_quote(const Rich& quote) {
    const std::string before = indent_;
    indent_ += "> ";
    out_ += "> ";
    if (quote.kind == RichKind::panel) {
      const std::string_view kinds[][2] = {
          {"note", "NOTE"}, {"warning", "WARNING"}, {"error", "CAUTION"}, {"success", "TIP"}};
      std::string_view word = "IMPORTANT";
      for (const auto& kind : kinds)
        if (quote.target == kind[0]) word = kind[1];
      out_ += "[!" + std::string(word) + "]";
      begin_line();
    }
    write_blocks(quote.children, true);
    indent_ = before;
  }

  void write_expand(const Rich& expand) {
    out_ += "<details><summary>";
    for (std::size_t i = 0; i < expand.text.size(); ++i) {
      const char c = expand.text[i];
      const bool entity = c == '&' && i + 1 < expand.text.size() && expand.text[i + 1] != ' ';
      out_ += c == '<' ? "&lt;" : entity ? "&amp;" : c == '\n' ? " " : std::string(1, c);
    }
    out_ += "</summary>";
    blank_line();
    begin_line();
    write_blocks(expand.children, true);
    blank_line();
    begin_line();
    out_ += "</details>";
  }

  void write_code(const Rich& block) {
    std::size_t ticks = 3;
    for (std::size_t at = block.text.find("```"); at != std::string::npos; at = block.text.find("```", at)) {
      const std::size_t end = std::min(block.text.find_first_not_of('`', at), block.text.size());
      ticks = std::max(ticks, end - at + 1);
      at = end;
    }
    const std::string fence(ticks, '`');
    std::string language;
    for (const char c : block.target)
      if (c > ' ' && c != '`' && language.size() < 40) language += c;
    out_ += fence + language;
    write_lines_below(block.text);
    out_ += '\n' + indent_ + fence;
  }

  void write_lines_below(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string_view indent = indent_;
      while (end == at && !indent.empty() && indent.back() == ' ') indent.remove_suffix(1);
      out_ += '\n';
      out_ += indent;
      out_ += text.substr(at, end - at);
      at = end + 1;
    }
  }

  void write_verbatim(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    const std::size_t end = std::min(text.find('\n'), text.size());
    out_ += text.substr(0, end);
    if (end < text.size()) write_lines_below(text.substr(end + 1));
  }

  void write_table(const Rich& table) {
    std::size_t columns = 1;
    for (const Rich& row : table.children) columns = std::max(columns, row.children.size());
    const bool has_head = !table.children.empty() && !table.children.front().children.empty() &&
                          table.children.front().children.front().header;
    in_cell_ = true;
    const auto write_row = [&](const Rich* row) {
      out_ += "|";
      for (std::size_t i = 0; i < columns; ++i) {
        out_ += ' ';
        const std::size_t begin = out_.size();
        if (row != nullptr && i < row->children.size()) write_cell(row->children[i].children);
        if (out_.size() > begin) out_ += ' ';
        out_ += "|";
      }
    };
    write_row(has_head ? &table.children.front() : nullptr);
    begin_line();
    out_ += "|";
    for (std::size_t i = 0; i < columns; ++i) out_ += "---|";
    for (std::size_t r = has_head ? 1 : 0; r < table.children.size(); ++r) {
      begin_line();
      write_row(&table.children[r]);
    }
    in_cell_ = false;
  }

  /// A cell of Markdown holds one line, so blocks stand behind one another.
  void write_cell(const std::vector<Rich>& blocks) {
    bool first = true;
    for (const Rich& block : blocks) {
      if (is_inline(block.kind)) {
        write_inline(block);
        continue;
      }
      if (!first) out_ += "<br>";
      first = false;
      if (block.kind == RichKind::code_block) {
        write_code_span(block.text);
        continue;
      }
      if (block.kind == RichKind::bullet_list || block.kind == RichKind::ordered_list ||
          block.kind == RichKind::task_list) {
        bool first_item = true;
        for (const Rich& item : block.children) {
          if (!first_item) out_ += "<br>";
          first_item = false;
          out_ += block.kind == RichKind::task_list ? (item.checked ? "[x] " : "[ ] ") : "• ";
          write_cell(item.children);
        }
        continue;
      }
      if (block.kind == RichKind::html || block.kind == RichKind::rule) {
        append_escaped_text(out_, block.text, false, true);
        continue;
      }
      if (block.kind == RichKind::expand && !block.text.empty())
        append_escaped_text(out_, block.text + ": ", false, true);
      write_cell(block.children);
    }
  }

  void write_line(const Rich& block) {
    if (is_inline(block.kind)) return write_inline(block);
    write_inlines(block.children);
  }
  void write_inlines(const std::vector<Rich>& inlines) {
    for (const Rich& part : inlines) write_inline(part);
  }

  void wrap(std::string_view mark, std::string_view closing, const Rich& part) {
    // Marks must touch what they mark; spaces at the ends go outside.
    const std::size_t begin = out_.size();
    write_inlines(part.children);
    std::size_t first = begin, last = out_.size();
    while (first < last && is_blank(out_[first])) ++first;
    while (last > first && is_blank(out_[last - 1])) --last;
    if (first == last) return;
    out_.insert(last, closing);
    out_.insert(first, mark);
  }

  void write_inline(const Rich& part) {
    switch (part.kind) {
      case RichKind::text: {
        const bool begins = !in_heading_ && !in_cell_ && at_line_begin();
        append_escaped_text(out_, part.text, begins, in_cell_);
        break;
      }
      case RichKind::line_break:
        if (in_cell_ || in_heading_) {
          out_ += in_cell_ ? "<br>" : " ";
        } else {
          out_ += "\\";
          begin_line();
        }
        break;
      case RichKind::strong:
        wrap("**", "**", part);
        break;
      case RichKind::emphasis:
        wrap("*", "*", part);
        break;
      case RichKind::strike:
        wrap("~~", "~~", part);
        break;
      case RichKind::underline:
        wrap("<u>", "</u>", part);
        break;
      case RichKind::code:
        write_code_span(part.text);
        break;
      case RichKind::link:
        write_link(part);
        break;
      case RichKind::image:
        out_ += "![";
        append_escaped_text(out_, part.text, false, in_cell_);
        out_ += "](" + address(part.target) + ")";
        break;
      case RichKind::html_inline:
        out_ += part.text;
        break;
      default:
        write_inlines(part.children);
    }
  }

  [[nodiscard]] bool at_line_begin() const {
    if (out_.size() < indent_.size()) return true;
    const std::size_t line = out_.rfind('\n');
    const std::string_view here = std::string_view(out_).substr(line == std::string::npos ? 0 : line + 1);
    return std::all_of(here.begin(), here.end(), [](char c) { return c == ' ' || c == '>' || c == '-'; }) ||
           here.ends_with(". ");
  }

  void write_code_span(std::string_view text) {
    std::string one;
    for (const char c : text) one += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    std::size_t ticks = 1;
    for (std::size_t run = 0, i = 0; i <= one.size(); ++i) {
      if (i < one.size() && one[i] == '`') {
        ++run;
        continue;
      }
      ticks = std::max(ticks, run + (run > 0 ? 1U : 0U));
      run = 0;
    }
    const std::string fence(ticks, '`');
    const bool pad =
        one.empty() || one.front() == '`' || one.back() == '`' || (one.front() == ' ' && one.back() == ' ');
    std::string inside;
    for (const char c : one) {
      if (in_cell_ && c == '|') inside += '\\';
      inside += c;
    }
    out_ += fence + (pad ? " " : "") + inside + (pad ? " " : "") + fence;
  }

  void write_link(const Rich& link) {
    const std::string shown = plain_of(link);
    const bool web = link.target.starts_with("https://") || link.target.starts_with("http://");
    if (web && shown == link.target && link.target.find_first_of(" <>|\\") == std::string::npos) {
      out_ += "<" + link.target + ">";
      return;
    }
    if (link.target == "mailto:" + shown && shown.find_first_of(" <>|\\") == std::string::npos) {
      out_ += "<" + shown + ">";
      return;
    }
    if (link.target.empty()) return write_inlines(link.children);
    out_ += "[";
    const std::size_t begin = out_.size();
    write_inlines(link.children);
    if (out_.size() == begin) append_escaped_text(out_, link.target, false, in_cell_);
    out_ += "](" + address(link.target) + ")";
  }

  static std::string address(std::string_view target) {
    std::string out;
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : target) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte <= ' ' || c == '<' || c == '>' || c == '(' || c == ')' || c == '|' || c == '\\') {
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
      } else {
        out += c;
      }
    }
    return out;
  }

  std::string out_, indent_;
  bool in_cell_ = false, in_heading_ = false;
  bool second_list_ = false;  ///< the list that is written follows one with the same mark
};

void append_plain(std::string& out, const Rich& rich) {
  const auto space = [&out] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  if (!is_inline(rich.kind) || rich.kind == RichKind::line_break) space();
  if (rich.kind != RichKind::html && rich.kind != RichKind::html_inline) out += rich.text;
  for (const Rich& child : rich.children) append_plain(out, child);
}

}  // namespace

Rich make_rich(RichKind kind, std::string text, std::string target) {
  Rich out;
  out.kind = kind;
  out.text = std::move(text);
  out.target = std::move(target);
  return out;
}

std::string write_rich_markdown(const Rich& rich) {
  return MarkdownWriter().write(rich);
}

std::string markdown_line(std::string_view text, bool begins) {
  std::string out;
  append_escaped_text(out, text, begins, false);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string plain_of(const Rich& rich) {
  std::string out;
  append_plain(out, rich);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace afterword
