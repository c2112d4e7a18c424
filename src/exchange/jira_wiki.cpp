#include "exchange/code_language.h"
#include "exchange/export_texts.h"

namespace afterword {
namespace {

class WikiWriter {
 public:
  std::string write(const Rich& rich, const Properties& properties) {
    for (const auto& [label, value] : properties) out_ += "||" + escape(label) + "|" + escape(value) + "|\n";
    if (!properties.empty()) out_ += "\n";
    blocks(rich.children, {});
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  static std::string escape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const char before = i == 0 ? ' ' : text[i - 1];
      const char after = i + 1 < text.size() ? text[i + 1] : ' ';
      // These mark text only at the edge of a word; inside one they are letters.
      const bool edge =
          std::isalnum(static_cast<unsigned char>(before)) == 0 || std::isalnum(static_cast<unsigned char>(after)) == 0;
      const bool spaced = before == ' ' && after == ' ';
      const bool mark =
          std::string_view("{}[]|\\").find(c) != std::string_view::npos ||
          (std::string_view("*_-+^~!?").find(c) != std::string_view::npos && edge && !spaced && after != ' ');
      if (mark) out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    return out;
  }

  void end_block() {
    if (!out_.ends_with('\n')) out_ += '\n';
    if (!in_cell_) out_ += '\n';
  }

  void blocks(const std::vector<Rich>& all, const std::string& marks) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!is_inline(all[i].kind)) {
        block(all[i], marks);
        continue;
      }
      for (; i < all.size() && is_inline(all[i].kind); ++i) inline_part(all[i]);
      --i;
      end_block();
    }
  }

  void block(const Rich& rich, const std::string& marks) {
    switch (rich.kind) {
      case RichKind::heading:
        out_ += "h" + std::to_string(std::clamp(rich.number, 1, 6)) + ". ";
        inlines(rich.children);
        return end_block();
      case RichKind::bullet_list:
      case RichKind::task_list:
      case RichKind::ordered_list:
        list(rich, marks + (rich.kind == RichKind::ordered_list ? "#" : "*"));
        if (marks.empty()) out_ += '\n';
        return;
      case RichKind::table:
        return table(rich);
      case RichKind::quote:
        return boxed("{quote}", rich);
      case RichKind::panel: {
        const std::string_view kinds[][2] = {
            {"note", "{note}"}, {"warning", "{note}"}, {"error", "{warning}"}, {"success", "{tip}"}};
        std::string_view mark = "{info}";
        for (const auto& kind : kinds)
          if (rich.target == kind[0]) mark = kind[1];
        return boxed(mark, rich);
      }
      case RichKind::expand:
        out_ += "*" + escape(rich.text) + "*";
        end_block();
        return blocks(rich.children, marks);
      case RichKind::code_block:
        return code(rich);
      case RichKind::rule:
        out_ += "----";
        return end_block();
      case RichKind::html:
        return blocks(read_rich_html(rich.text).children, marks);
      case RichKind::paragraph:
        inlines(rich.children);
        return end_block();
      default:
        return blocks(rich.children, marks);
    }
  }

  void boxed(std::string_view mark, const Rich& rich) {
    out_ += std::string(mark) + "\n";
    blocks(rich.children, {});
    while (out_.ends_with("\n\n")) out_.pop_back();
    out_ += mark;
    end_block();
  }

  /// What names no language that Jira knows is preformatted text; without one {code} means Java.
  void code(const Rich& rich) {
    const std::string_view language = jira_language(rich.target);
    const auto holds = [&rich](std::string_view mark) { return rich.text.find(mark) != std::string::npos; };
    const bool is_code = !holds("{code}") && (!language.empty() || holds("{noformat}"));
    const std::string mark = is_code ? "code" : "noformat";
    out_ += "{" + mark;
    if (is_code) out_ += ":" + std::string(language.empty() ? "none" : language);
    out_ += "}\n" + rich.text + "\n{" + mark + "}";
    end_block();
  }

  /// Items are lines; what else an item holds follows its line.
  void list(const Rich& rich, const std::string& marks) {
    for (const Rich& item : rich.children) {
      out_ += marks + " ";
      if (rich.kind == RichKind::task_list) out_ += item.checked ? "☑ " : "☐ ";
      bool first = true;
      std::vector<Rich> later;
      for (const Rich& child : item.children) {
        if (is_inline(child.kind) || child.kind == RichKind::paragraph) {
          if (!first && child.kind == RichKind::paragraph) out_ += "\\\\ ";
          inline_part(child);
          first = false;
        } else {
          later.push_back(child);
        }
      }
      out_ += '\n';
      for (const Rich& child : later) block(child, marks);
      while (!later.empty() && out_.ends_with("\n\n")) out_.pop_back();
    }
  }

  void table(const Rich& rich) {
    in_cell_ = true;
    for (const Rich& row : rich.children) {
      bool header = false;
      for (const Rich& cell : row.children) {
        header = cell.header;
        out_ += header ? "||" : "|";
        const std::size_t begin = out_.size();
        blocks(cell.children, {});
        std::string text = out_.substr(begin);
        out_.resize(begin);
        while (text.ends_with('\n')) text.pop_back();
        for (const char c : text) out_ += c == '\n' ? std::string("\\\\ ") : std::string(1, c);
        if (text.empty()) out_ += ' ';
      }
      out_ += header ? "||\n" : "|\n";
    }
    in_cell_ = false;
    out_ += '\n';
  }

  void inlines(const std::vector<Rich>& all) {
    for (const Rich& part : all) inline_part(part);
  }

  void marked(std::string_view mark, const Rich& rich) {
    const std::size_t begin = out_.size();
    inlines(rich.children);
    if (out_.size() == begin) return;
    // In braces marks hold inside a word too.
    const bool glued = begin > 0 && std::isalnum(static_cast<unsigned char>(out_[begin - 1])) != 0;
    const std::string around = glued ? "{" + std::string(mark) + "}" : std::string(mark);
    out_.insert(begin, around);
    out_ += around;
  }

  void inline_part(const Rich& rich) {
    switch (rich.kind) {
      case RichKind::text:
        out_ += escape(rich.text);
        return;
      case RichKind::line_break:
        out_ += "\\\\ ";
        return;
      case RichKind::strong:
        return marked("*", rich);
      case RichKind::emphasis:
        return marked("_", rich);
      case RichKind::strike:
        return marked("-", rich);
      case RichKind::underline:
        return marked("+", rich);
      case RichKind::code:
        out_ += "{{" + escape(rich.text) + "}}";
        return;
      case RichKind::image:
        out_ += "!" + address(rich.target) + (rich.text.empty() ? "" : "|alt=\"" + escape(rich.text) + "\"") + "!";
        return;
      case RichKind::link: {
        if (rich.target.empty()) return inlines(rich.children);
        const std::string shown = plain_of(rich);
        out_ += "[";
        if (shown != rich.target) {
          inlines(rich.children);
          out_ += "|";
        }
        out_ += address(rich.target) + "]";
        return;
      }
      case RichKind::html_inline:
        return;
      default:
        if (is_inline(rich.kind) || rich.kind == RichKind::paragraph) return inlines(rich.children);
        out_ += escape(plain_of(rich));
    }
  }

  static std::string address(std::string_view target) {
    std::string out;
    for (const char c : target) {
      if (c == '|')
        out += "%7C";
      else if (c == ']')
        out += "%5D";
      else if (c == '[')
        out += "%5B";
      else if (c == '!')
        out += "%21";
      else if (c == ' ' || c == '\n')
        out += "%20";
      else
        out += c;
    }
    return out;
  }

  std::string out_;
  bool in_cell_ = false;
};

}  // namespace

std::string write_jira_wiki(const Rich& rich, const Properties& properties) {
  return WikiWriter().write(rich, properties);
}

}  // namespace afterword
