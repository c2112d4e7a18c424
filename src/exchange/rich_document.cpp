// Markdown as a tree that other notations are written from.
#include "document/entities.h"
#include "exchange/rich_text.h"
#include "text/ascii.h"

namespace afterword {
namespace {

class DocumentReader {
 public:
  explicit DocumentReader(const Document& document) : nodes_(document.nodes()), text_(document.text().content()) {}

  Rich read() {
    Rich out;
    if (!nodes_.empty()) read_children(0, out, 0);
    return out;
  }

 private:
  [[nodiscard]] std::string_view of(Span span) const {
    return span.end <= text_.size() && span.begin <= span.end ? span.in(text_) : std::string_view();
  }

  void read_children(std::uint32_t parent, Rich& into, int depth) {
    for (std::uint32_t i = parent + 1; i < nodes_[parent].after; i = nodes_[i].after) read_node(i, into, depth);
  }

  void read_node(std::uint32_t index, Rich& into, int depth) {
    const Node& node = nodes_[index];
    if (depth >= rich_depth_max) {
      into.children.push_back(make_rich(RichKind::text, std::string(of(node.span))));
      return;
    }
    Rich made;
    if (!make(node, made)) return;
    if (is_holder(node.kind)) read_children(index, made, depth + 1);
    if (node.kind == NodeKind::list && !node.ordered &&
        std::any_of(made.children.begin(), made.children.end(), [](const Rich& item) { return item.header; })) {
      made.kind = RichKind::task_list;
    }
    for (Rich& child : made.children)
      if (child.kind == RichKind::item) child.header = false;
    if (node.kind == NodeKind::quote) read_alert(made);
    // What was escaped stands in nodes of its own; text is text.
    if (made.kind == RichKind::text && !into.children.empty() && into.children.back().kind == RichKind::text)
      into.children.back().text += made.text;
    else
      into.children.push_back(std::move(made));
  }

  static bool is_holder(NodeKind kind) {
    return kind != NodeKind::text && kind != NodeKind::code && kind != NodeKind::code_block &&
           kind != NodeKind::html_block && kind != NodeKind::html_inline && kind != NodeKind::entity &&
           kind != NodeKind::image && kind != NodeKind::front_matter;
  }

  bool make(const Node& node, Rich& out) {
    switch (node.kind) {
      case NodeKind::document:
      case NodeKind::front_matter:
        return false;
      case NodeKind::heading:
        out.kind = RichKind::heading;
        out.number = node.level;
        return true;
      case NodeKind::paragraph:
        out.kind = RichKind::paragraph;
        return true;
      case NodeKind::list:
        out.kind = node.ordered ? RichKind::ordered_list : RichKind::bullet_list;
        out.number = static_cast<int>(node.number);
        return true;
      case NodeKind::item:
        out.kind = RichKind::item;
        out.checked = node.checked;
        out.header = node.task;  // until its list is known to be one of tasks
        return true;
      case NodeKind::table:
        out.kind = RichKind::table;
        return true;
      case NodeKind::table_row:
        out.kind = RichKind::row;
        return true;
      case NodeKind::table_cell:
        out.kind = RichKind::cell;
        out.header = node.header;
        return true;
      case NodeKind::quote:
        out.kind = RichKind::quote;
        return true;
      case NodeKind::thematic_break:
        out.kind = RichKind::rule;
        return true;
      case NodeKind::code_block:
        out = make_rich(RichKind::code_block, code_of(node), std::string(of(node.target)));
        if (const std::size_t space = out.target.find(' '); space != std::string::npos) out.target.resize(space);
        return true;
      default:
        return make_inline(node, out);
    }
  }

  bool make_inline(const Node& node, Rich& out) {
    switch (node.kind) {
      case NodeKind::html_block:
      case NodeKind::html_inline: {
        const std::string_view html = of(node.span);
        if (html.find_first_not_of(" \t\r\n") != std::string_view::npos && is_comment(html)) return false;
        const bool block = node.kind == NodeKind::html_block;
        if (!block && (html == "<br>" || html == "<br/>" || html == "<br />")) {
          out.kind = RichKind::line_break;
          return true;
        }
        out = make_rich(block ? RichKind::html : RichKind::html_inline, std::string(html));
        return true;
      }
      case NodeKind::text:
        out = make_rich(RichKind::text, unescaped(of(node.span)));
        return true;
      case NodeKind::soft_break:
        out = make_rich(RichKind::text, " ");
        return true;
      case NodeKind::hard_break:
        out.kind = RichKind::line_break;
        return true;
      case NodeKind::emphasis:
        out.kind = RichKind::emphasis;
        return true;
      case NodeKind::strong:
        out.kind = RichKind::strong;
        return true;
      case NodeKind::strike:
        out.kind = RichKind::strike;
        return true;
      case NodeKind::code:
        out = make_rich(RichKind::code, one_line_code(of(node.inner)));
        return true;
      case NodeKind::entity:
        out = make_rich(RichKind::text, decode_entity(of(node.span)));
        return true;
      case NodeKind::link:
        out = make_rich(RichKind::link, {}, address_of(node));
        return true;
      case NodeKind::image:
        out = make_rich(RichKind::image, unescaped(of(node.inner)), address_of(node));
        return true;
      default:
        return false;
    }
  }

  static bool is_comment(std::string_view html) {
    const std::size_t begin = html.find_first_not_of(" \t\r\n");
    const std::size_t end = html.find_last_not_of(" \t\r\n");
    html = html.substr(begin, end + 1 - begin);
    return html.starts_with("<!--") && html.ends_with("-->") && html.find("-->") == html.size() - 3;
  }

  std::string address_of(const Node& node) const {
    std::string target = unescaped(of(node.target));
    if (target.empty() && node.kind == NodeKind::link) {  // a bare address
      target = std::string(of(node.inner));
    }
    const bool mail = target.find('@') != std::string::npos && target.find_first_of(":/ ") == std::string::npos;
    if (mail && node.kind == NodeKind::link) target = "mailto:" + target;
    if (target.starts_with("www.")) target = "http://" + target;
    return target;
  }

  /// Backslashes before punctuation and entities resolved, as a reader sees it.
  static std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) {
        out += text[++i];
      } else if (text[i] == '\n' || text[i] == '\r') {
        out += ' ';
      } else {
        out += text[i];
      }
    }
    return out;
  }

  static std::string one_line_code(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
    if (out.size() > 2 && out.front() == ' ' && out.back() == ' ' && out.find_first_not_of(' ') != std::string::npos)
      out = out.substr(1, out.size() - 2);
    return out;
  }

  std::string code_of(const Node& node) const {
    const std::string_view raw = of(node.inner);
    // The column that the fence stands at is not part of the code.
    const std::size_t before = node.span.begin == 0 ? std::string_view::npos : text_.rfind('\n', node.span.begin - 1);
    const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view first = text_.substr(line, text_.find('\n', line) - line);
    std::size_t indent = first.find_first_not_of(" >\t");
    if (indent == std::string_view::npos) indent = 0;
    if (!node.fenced) indent = 4;
    const bool quoted = first.substr(0, indent).find('>') != std::string_view::npos;
    std::string out;
    for (std::size_t at = 0; at < raw.size();) {
      const std::size_t end = std::min(raw.find('\n', at), raw.size());
      std::string_view row = raw.substr(at, end - at);
      std::size_t cut = 0;
      while (cut < indent && cut < row.size() && (row[cut] == ' ' || (quoted && row[cut] == '>'))) ++cut;
      row.remove_prefix(cut);
      if (row.ends_with('\r')) row.remove_suffix(1);
      out += row;
      out += '\n';
      at = end + 1;
    }
    if (!out.empty()) out.pop_back();
    return out;
  }

  /// A quote that begins with `[!NOTE]` is a panel.
  static void read_alert(Rich& quote) {
    if (quote.children.empty() || quote.children.front().kind != RichKind::paragraph) return;
    std::vector<Rich>& words = quote.children.front().children;
    if (words.empty() || words.front().kind != RichKind::text) return;
    const std::string_view kinds[][2] = {{"[!NOTE]", "note"},
                                         {"[!WARNING]", "warning"},
                                         {"[!CAUTION]", "error"},
                                         {"[!TIP]", "success"},
                                         {"[!IMPORTANT]", "info"}};
    for (const auto& kind : kinds) {
      std::string& first = words.front().text;
      if (!first.starts_with(kind[0])) continue;
      quote.kind = RichKind::panel;
      quote.target = kind[1];
      first.erase(0, kind[0].size());
      first.erase(0, first.find_first_not_of(' '));
      while (!words.empty() && words.front().kind == RichKind::text && words.front().text.empty())
        words.erase(words.begin());
      if (words.empty()) quote.children.erase(quote.children.begin());
      return;
    }
  }

  const std::vector<Node>& nodes_;
  std::string_view text_;
};

/// `<details><summary>…</summary>` and what follows up to `</details>` is one folded block.
void fold_details(std::vector<Rich>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != RichKind::html) continue;
    std::string_view html = blocks[i].text;
    const std::size_t begin = html.find("<summary>");
    const std::size_t end = html.find("</summary>");
    if (!html.starts_with("<details>") || begin == std::string_view::npos || end == std::string_view::npos ||
        end < begin)
      continue;
    std::size_t last = i + 1;
    while (last < blocks.size() &&
           !(blocks[last].kind == RichKind::html && blocks[last].text.starts_with("</details>")))
      ++last;
    if (last == blocks.size()) continue;
    Rich expand = make_rich(RichKind::expand, plain_of(read_rich_html(html.substr(begin + 9, end - begin - 9))));
    expand.children.assign(std::make_move_iterator(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1),
                           std::make_move_iterator(blocks.begin() + static_cast<std::ptrdiff_t>(last)));
    fold_details(expand.children);
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i), blocks.begin() + static_cast<std::ptrdiff_t>(last));
    blocks[i] = std::move(expand);
  }
}

}  // namespace

Rich rich_of(const Document& document) {
  Rich out = DocumentReader(document).read();
  fold_details(out.children);
  return out;
}

}  // namespace afterword
