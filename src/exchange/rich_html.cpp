// HTML of an editor field as a tree. Not a browser's reading: tags that are closed wrongly end where their parent ends.
#include "document/entities.h"
#include "exchange/rich_text.h"
#include "text/ascii.h"

namespace afterword {
namespace {

struct TagRow {
  std::string_view name;
  RichKind kind;
  int level = 0;
};

constexpr TagRow tags[] = {
    {"h1", RichKind::heading, 1},    {"h2", RichKind::heading, 2},     {"h3", RichKind::heading, 3},
    {"h4", RichKind::heading, 4},    {"h5", RichKind::heading, 5},     {"h6", RichKind::heading, 6},
    {"p", RichKind::paragraph},      {"div", RichKind::paragraph},     {"ul", RichKind::bullet_list},
    {"ol", RichKind::ordered_list},  {"li", RichKind::item},           {"table", RichKind::table},
    {"tr", RichKind::row},           {"td", RichKind::cell},           {"th", RichKind::cell},
    {"blockquote", RichKind::quote}, {"pre", RichKind::code_block},    {"b", RichKind::strong},
    {"strong", RichKind::strong},    {"i", RichKind::emphasis},        {"em", RichKind::emphasis},
    {"s", RichKind::strike},         {"del", RichKind::strike},        {"strike", RichKind::strike},
    {"u", RichKind::underline},      {"code", RichKind::code},         {"tt", RichKind::code},
    {"a", RichKind::link},           {"section", RichKind::paragraph}, {"article", RichKind::paragraph},
    {"dt", RichKind::paragraph},     {"dd", RichKind::paragraph},
};

constexpr std::size_t tag_bytes_max = 16 << 10;  ///< what is longer is no tag

const TagRow* find_tag(std::string_view name) {
  for (const TagRow& row : tags)
    if (row.name == name) return &row;
  return nullptr;
}

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  Rich read() {
    stack_.push_back({{}, Rich{}});
    while (at_ < html_.size()) {
      if (html_[at_] == '<' && read_tag()) continue;
      const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
      add_text(html_.substr(at_, end - at_));
      at_ = end;
    }
    while (stack_.size() > 1) close_top();
    Rich out = std::move(stack_.front().rich);
    out.children = wrapped(std::move(out.children));
    return out;
  }

 private:
  struct Open {
    std::string tag;
    Rich rich;
  };

  /// Inlines between blocks become paragraphs.
  static std::vector<Rich> wrapped(std::vector<Rich> parts) {
    std::vector<Rich> out;
    Rich run = make_rich(RichKind::paragraph);
    const auto flush = [&] {
      while (!run.children.empty() && run.children.back().kind == RichKind::line_break) run.children.pop_back();
      while (!run.children.empty() && run.children.front().kind == RichKind::line_break)
        run.children.erase(run.children.begin());
      if (plain_of(run).find_first_not_of(" \n") != std::string::npos) out.push_back(std::move(run));
      run = make_rich(RichKind::paragraph);
    };
    for (Rich& part : parts) {
      const bool second_break = part.kind == RichKind::line_break && !run.children.empty() &&
                                run.children.back().kind == RichKind::line_break;
      if (second_break) {
        flush();
      } else if (is_inline(part.kind)) {
        run.children.push_back(std::move(part));
      } else {
        flush();
        out.push_back(std::move(part));
      }
    }
    flush();
    return out;
  }

  void add_text(std::string_view text) {
    const bool code = inside(RichKind::code_block);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == '&') {
        const std::uint32_t end = entity_end(text, static_cast<std::uint32_t>(i));
        if (end > i) {
          const std::string decoded = decode_entity(text.substr(i, end - i));
          if (!decoded.empty()) {
            out += decoded;
            i = end;
            continue;
          }
        }
      }
      const char c = text[i++];
      if (!code && (c == '\n' || c == '\t' || c == '\r' || c == ' ')) {
        if (out.empty() || out.back() != ' ') out += ' ';
      } else {
        out += c;
      }
    }
    Rich& top = stack_.back().rich;
    if (top.kind == RichKind::code_block || top.kind == RichKind::code) {
      top.text += out;
      return;
    }
    const bool between = top.kind == RichKind::bullet_list || top.kind == RichKind::ordered_list ||
                         top.kind == RichKind::table || top.kind == RichKind::row || top.children.empty() ||
                         !is_inline(top.children.back().kind) || top.children.back().kind == RichKind::line_break;
    if (between && !is_inline(top.kind)) out.erase(0, out.find_first_not_of(' '));
    if (out.empty()) return;
    if (top.kind == RichKind::bullet_list || top.kind == RichKind::ordered_list) {  // text that should be in an item
      Rich item = make_rich(RichKind::item);
      item.children.push_back(make_rich(RichKind::text, std::move(out)));
      top.children.push_back(std::move(item));
    } else if (top.kind == RichKind::table || top.kind == RichKind::row) {
      return add_stray(std::move(out));
    } else {
      top.children.push_back(make_rich(RichKind::text, std::move(out)));
    }
  }

  /// Text between the rows of a table: a row of its own.
  void add_stray(std::string text) {
    Rich cell = make_rich(RichKind::cell);
    cell.children.push_back(make_rich(RichKind::text, std::move(text)));
    Rich& top = stack_.back().rich;
    if (top.kind == RichKind::row) {
      top.children.push_back(std::move(cell));
      return;
    }
    Rich row = make_rich(RichKind::row);
    row.children.push_back(std::move(cell));
    top.children.push_back(std::move(row));
  }

  [[nodiscard]] bool inside(RichKind kind) const {
    return std::any_of(stack_.begin(), stack_.end(), [kind](const Open& open) { return open.rich.kind == kind; });
  }

  /// At a '<'. False where it begins no tag.
  bool read_tag() {
    if (html_.substr(at_).starts_with("<!--")) {
      const std::size_t end = html_.find("-->", at_);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
      return true;
    }
    const std::size_t name_at = at_ + 1 + (at_ + 1 < html_.size() && html_[at_ + 1] == '/' ? 1 : 0);
    if (name_at >= html_.size() || std::isalpha(static_cast<unsigned char>(html_[name_at])) == 0) return false;
    std::size_t end = name_at;
    char quote = '\0';
    const std::size_t limit = std::min(html_.size(), name_at + tag_bytes_max);
    while (end < limit && (quote != '\0' || html_[end] != '>')) {
      if (quote != '\0') {
        if (html_[end] == quote) quote = '\0';
      } else if (html_[end] == '"' || html_[end] == '\'') {
        quote = html_[end];
      }
      ++end;
    }
    if (end == limit) return false;
    const std::string_view inside_tag = html_.substr(name_at, end - name_at);
    const std::size_t name_end = std::min(inside_tag.find_first_of(" \t\n\r/"), inside_tag.size());
    const std::string name = lower_ascii(inside_tag.substr(0, name_end));
    const bool closes = name_at == at_ + 2;
    at_ = end + 1;
    if (closes)
      close(name);
    else
      open(name, inside_tag.substr(name_end));
    return true;
  }

  void open(const std::string& name, std::string_view attributes) {
    if (name == "script" || name == "style" || name == "svg" || name == "template") return skip_element(name);
    if (name == "br") return add_part(make_rich(RichKind::line_break));
    if (name == "hr") return add_part(make_rich(RichKind::rule));
    if (name == "img")
      return add_part(make_rich(RichKind::image, attribute(attributes, "alt"), attribute(attributes, "src")));
    const TagRow* row = find_tag(name);
    if (row == nullptr || stack_.size() >= static_cast<std::size_t>(rich_depth_max)) return;
    if (inside(RichKind::code_block)) return;
    if (row->kind == RichKind::item || row->kind == RichKind::row || row->kind == RichKind::cell)
      close_sibling(row->kind);
    if (!is_inline(row->kind)) close_paragraph();
    Rich rich = make_rich(row->kind);
    rich.number = row->kind == RichKind::ordered_list ? 1 : row->level;
    rich.header = name == "th";
    if (row->kind == RichKind::link) rich.target = attribute(attributes, "href");
    stack_.push_back({name, std::move(rich)});
  }

  /// A block ends the paragraph around it, with all marks that are open there.
  void close_paragraph() {
    std::size_t i = stack_.size() - 1;
    while (i > 0 && is_inline(stack_[i].rich.kind)) --i;
    if (i == 0 || stack_[i].rich.kind != RichKind::paragraph) return;
    while (stack_.size() > i) close_top();
  }

  void skip_element(const std::string& name) {
    const std::string closing = "</" + name;
    for (std::size_t at = html_.find('<', at_); at != std::string_view::npos; at = html_.find('<', at + 1)) {
      if (lower_ascii(html_.substr(at, closing.size())) != closing) continue;
      const std::size_t end = html_.find('>', at);
      at_ = end == std::string_view::npos ? html_.size() : end + 1;
      return;
    }
    at_ = html_.size();
  }

  void add_part(Rich part) {
    Rich& top = stack_.back().rich;
    if (top.kind == RichKind::code_block || top.kind == RichKind::code) {
      top.text += part.kind == RichKind::line_break ? "\n" : part.text;
      return;
    }
    top.children.push_back(std::move(part));
  }

  /// An item, row or cell ends where the next of its kind begins.
  void close_sibling(RichKind kind) {
    for (std::size_t i = stack_.size(); i-- > 1;) {
      const RichKind open = stack_[i].rich.kind;
      const bool border = open == RichKind::bullet_list || open == RichKind::ordered_list || open == RichKind::table;
      if (border) return;
      if (open != kind) continue;
      while (stack_.size() > i) close_top();
      return;
    }
  }

  void close(const std::string& name) {
    for (std::size_t i = stack_.size(); i-- > 1;) {
      if (stack_[i].tag != name) continue;
      while (stack_.size() > i) close_top();
      return;
    }
  }

  void close_top() {
    Open top = std::move(stack_.back());
    stack_.pop_back();
    Rich& rich = top.rich;
    std::vector<Rich>& into = stack_.back().rich.children;
    if (rich.kind == RichKind::code_block && rich.text.ends_with('\n')) rich.text.pop_back();
    const bool holds_blocks =
        rich.kind == RichKind::item || rich.kind == RichKind::cell || rich.kind == RichKind::quote;
    const bool any_block = std::any_of(rich.children.begin(), rich.children.end(),
                                       [](const Rich& child) { return !is_inline(child.kind); });
    if (holds_blocks || (rich.kind == RichKind::paragraph && !any_block)) {
      rich.children = wrapped(std::move(rich.children));
      if (rich.kind == RichKind::paragraph) {
        for (Rich& child : rich.children) into.push_back(std::move(child));
        return;
      }
    }
    if ((rich.kind == RichKind::paragraph || is_inline(rich.kind)) && any_block) {  // a wrapper around blocks
      for (Rich& child : wrapped(std::move(rich.children))) into.push_back(std::move(child));
      return;
    }
    const bool empty = rich.children.empty() && rich.text.empty();
    if (!empty || rich.kind == RichKind::cell) into.push_back(std::move(rich));
  }

  static std::string attribute(std::string_view attributes, std::string_view name) {
    for (std::size_t at = attributes.find(name); at != std::string_view::npos; at = attributes.find(name, at + 1)) {
      std::size_t value = at + name.size();
      if (at == 0 || std::isalnum(static_cast<unsigned char>(attributes[at - 1])) != 0 || attributes[at - 1] == '-')
        continue;
      while (value < attributes.size() && attributes[value] == ' ') ++value;
      if (value >= attributes.size() || attributes[value] != '=') continue;
      value = attributes.find_first_not_of(" \t\r\n", value + 1);
      if (value == std::string_view::npos) return {};
      const char quote = attributes[value];
      std::string_view raw;
      if (quote == '"' || quote == '\'')
        raw = attributes.substr(value + 1, attributes.find(quote, value + 1) - value - 1);
      else
        raw = attributes.substr(value, attributes.find_first_of(" \t\r\n>", value) - value);
      std::string out;
      for (std::size_t i = 0; i < raw.size();) {
        const std::uint32_t end = raw[i] == '&' ? entity_end(raw, static_cast<std::uint32_t>(i)) : 0;
        if (end > i) {
          out += decode_entity(raw.substr(i, end - i));
          i = end;
        } else {
          out += raw[i++];
        }
      }
      return out;
    }
    return {};
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<Open> stack_;
};

}  // namespace

Rich read_rich_html(std::string_view html) {
  return HtmlReader(html).read();
}

}  // namespace afterword
