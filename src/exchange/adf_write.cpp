#include <nlohmann/json.hpp>

#include "exchange/adf.h"

namespace afterword {
namespace {

using Node = nlohmann::ordered_json;

Node text_node(std::string_view text, const Node& marks) {
  Node out = {{"type", "text"}, {"text", text}};
  if (!marks.empty()) out["marks"] = marks;
  return out;
}

class AdfWriter {
 public:
  std::string write(const Rich& rich) {
    Node content = Node::array();
    blocks(rich.children, content, Room::document);
    if (content.empty()) content.push_back({{"type", "paragraph"}, {"content", Node::array()}});
    const Node document = {{"version", 1}, {"type", "doc"}, {"content", std::move(content)}};
    return document.dump(2, ' ', false, Node::error_handler_t::replace) + "\n";
  }

 private:
  /// What may stand inside what: the format's schema is strict.
  enum class Room : std::uint8_t { document, cell, item, quote, panel };

  void blocks(const std::vector<Rich>& all, Node& into, Room room) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!is_inline(all[i].kind)) {
        block(all[i], into, room);
        continue;
      }
      Node line = Node::array();
      for (; i < all.size() && is_inline(all[i].kind); ++i) inlines(all[i], line, Node::array());
      --i;
      paragraph(std::move(line), into);
    }
  }

  static void paragraph(Node line, Node& into) {
    if (!line.empty()) into.push_back({{"type", "paragraph"}, {"content", std::move(line)}});
  }

  Node line_of(const Rich& rich, const Node& marks = Node::array()) {
    Node line = Node::array();
    for (const Rich& child : rich.children) inlines(child, line, marks);
    return line;
  }

  void block(const Rich& rich, Node& into, Room room) {
    switch (rich.kind) {
      case RichKind::heading: {
        if (room == Room::item || room == Room::quote) {
          const Node bold = Node::array({{{"type", "strong"}}});
          return paragraph(line_of(rich, bold), into);
        }
        Node line = line_of(rich);
        if (line.empty()) return;
        into.push_back({{"type", "heading"}, {"attrs", {{"level", rich.number}}}, {"content", std::move(line)}});
        return;
      }
      case RichKind::bullet_list:
      case RichKind::ordered_list:
        return list(rich, into);
      case RichKind::task_list:
        // Tasks stand in the document and in cells only; elsewhere they are a list.
        return room == Room::document || room == Room::cell ? tasks(rich, into) : list(rich, into);
      case RichKind::table:
        return room == Room::document ? table(rich, into) : flat_table(rich, into);
      case RichKind::quote:
        if (room == Room::document || room == Room::cell) return boxed("blockquote", {}, rich, into, Room::quote);
        return blocks(rich.children, into, room);
      case RichKind::panel:
        if (room == Room::document || room == Room::cell)
          return boxed("panel", {{"panelType", rich.target.empty() ? "info" : rich.target}}, rich, into, Room::panel);
        return blocks(rich.children, into, room);
      case RichKind::expand:
        if (room == Room::document || room == Room::cell)
          return boxed(room == Room::cell ? "nestedExpand" : "expand", {{"title", rich.text}}, rich, into, Room::cell);
        paragraph(Node::array({text_node(rich.text, Node::array({{{"type", "strong"}}}))}), into);
        return blocks(rich.children, into, room);
      case RichKind::code_block:
        return code(rich, into);
      case RichKind::rule:
        if (room == Room::document) into.push_back({{"type", "rule"}});
        return;
      case RichKind::html: {
        const Rich inside = read_rich_html(rich.text);
        return blocks(inside.children, into, room);
      }
      case RichKind::paragraph:
        return paragraph_block(rich, into, room);
      default:
        blocks(rich.children, into, room);
    }
  }

  /// A paragraph that is one picture is a picture.
  void paragraph_block(const Rich& rich, Node& into, Room room) {
    const bool picture = rich.children.size() == 1 && rich.children.front().kind == RichKind::image;
    const std::string target = picture ? rich.children.front().target : std::string();
    if (picture && room == Room::document && (target.starts_with("https://") || target.starts_with("http://"))) {
      Node attrs = {{"type", "external"}, {"url", target}};
      if (!rich.children.front().text.empty()) attrs["alt"] = rich.children.front().text;
      into.push_back({{"type", "mediaSingle"},
                      {"attrs", {{"layout", "center"}}},
                      {"content", Node::array({{{"type", "media"}, {"attrs", std::move(attrs)}}})}});
      return;
    }
    paragraph(line_of(rich), into);
  }

  void boxed(std::string_view type, Node attrs, const Rich& rich, Node& into, Room room) {
    Node content = Node::array();
    blocks(rich.children, content, room);
    if (content.empty()) content.push_back({{"type", "paragraph"}, {"content", Node::array()}});
    Node out = {{"type", type}};
    if (!attrs.empty()) out["attrs"] = std::move(attrs);
    out["content"] = std::move(content);
    into.push_back(std::move(out));
  }

  static void code(const Rich& rich, Node& into) {
    Node out = {{"type", "codeBlock"}};
    if (!rich.target.empty()) out["attrs"] = {{"language", rich.target}};
    out["content"] = rich.text.empty() ? Node::array() : Node::array({text_node(rich.text, Node::array())});
    into.push_back(std::move(out));
  }

  void list(const Rich& rich, Node& into) {
    Node items = Node::array();
    for (const Rich& item : rich.children) {
      Node content = Node::array();
      if (rich.kind == RichKind::task_list)
        paragraph(Node::array({text_node(item.checked ? "☑ " : "☐ ", Node::array())}), content);
      Node rest = Node::array();
      blocks(item.children, rest, Room::item);
      if (!content.empty() && !rest.empty() && rest.front()["type"] == "paragraph") {
        for (Node& node : rest.front()["content"]) content.front()["content"].push_back(std::move(node));
        rest.erase(rest.begin());
      }
      for (Node& node : rest) content.push_back(std::move(node));
      const std::string first = content.empty() ? std::string() : content.front()["type"].get<std::string>();
      if (first != "paragraph" && first != "codeBlock" && first != "mediaSingle")
        content.insert(content.begin(), {{"type", "paragraph"}, {"content", Node::array()}});
      items.push_back({{"type", "listItem"}, {"content", std::move(content)}});
    }
    if (items.empty()) return;
    Node out = {{"type", rich.kind == RichKind::ordered_list ? "orderedList" : "bulletList"}};
    if (rich.kind == RichKind::ordered_list) out["attrs"] = {{"order", rich.number}};
    out["content"] = std::move(items);
    into.push_back(std::move(out));
  }

  /// A task holds one line; what else its item holds follows the list.
  void tasks(const Rich& rich, Node& into) {
    const std::string id = "list-" + std::to_string(++ids_);
    Node items = Node::array(), below = Node::array();
    const auto flush = [&] {
      if (!items.empty())
        into.push_back(
            {{"type", "taskList"}, {"attrs", {{"localId", id}}}, {"content", std::exchange(items, Node::array())}});
      for (Node& node : below) into.push_back(std::move(node));
      below = Node::array();
    };
    for (const Rich& item : rich.children) {
      Node content = Node::array();
      blocks(item.children, content, Room::item);
      Node line = Node::array();
      if (!content.empty() && content.front()["type"] == "paragraph") {
        line = content.front()["content"];
        content.erase(content.begin());
      }
      items.push_back(
          {{"type", "taskItem"},
           {"attrs", {{"localId", "task-" + std::to_string(++ids_)}, {"state", item.checked ? "DONE" : "TODO"}}},
           {"content", std::move(line)}});
      for (Node& node : content) below.push_back(std::move(node));
      if (!below.empty()) flush();
    }
    flush();
  }

  void table(const Rich& rich, Node& into) {
    Node rows = Node::array();
    for (const Rich& row : rich.children) {
      Node cells = Node::array();
      for (const Rich& cell : row.children) {
        Node content = Node::array();
        blocks(cell.children, content, Room::cell);
        if (content.empty()) content.push_back({{"type", "paragraph"}, {"content", Node::array()}});
        cells.push_back({{"type", cell.header ? "tableHeader" : "tableCell"}, {"content", std::move(content)}});
      }
      rows.push_back({{"type", "tableRow"}, {"content", std::move(cells)}});
    }
    if (!rows.empty()) into.push_back({{"type", "table"}, {"content", std::move(rows)}});
  }

  /// Where no table may stand its rows are lines.
  void flat_table(const Rich& rich, Node& into) {
    for (const Rich& row : rich.children) {
      Node line = Node::array();
      for (const Rich& cell : row.children) {
        if (!line.empty()) line.push_back(text_node(" | ", Node::array()));
        const std::string text = plain_of(cell);
        if (!text.empty()) line.push_back(text_node(text, Node::array()));
      }
      paragraph(std::move(line), into);
    }
  }

  static Node with_mark(const Node& marks, Node mark) {
    for (const Node& known : marks)
      if (known["type"] == mark["type"]) return marks;
    Node out = marks;
    out.push_back(std::move(mark));
    return out;
  }

  void inlines(const Rich& rich, Node& line, const Node& marks) {
    std::string_view mark;
    switch (rich.kind) {
      case RichKind::text:
        return add_text(rich.text, line, marks);
      case RichKind::line_break:
        line.push_back({{"type", "hardBreak"}});
        return;
      case RichKind::code: {
        Node own = Node::array();  // beside code only links are allowed
        for (const Node& known : marks)
          if (known["type"] == "link") own.push_back(known);
        own.push_back({{"type", "code"}});
        if (!rich.text.empty()) line.push_back(text_node(rich.text, own));
        return;
      }
      case RichKind::image:
        return link(rich.target, rich.text.empty() ? "picture" : rich.text, line, marks);
      case RichKind::link: {
        if (rich.target.empty()) break;
        const Node own = with_mark(marks, {{"type", "link"}, {"attrs", {{"href", rich.target}}}});
        for (const Rich& child : rich.children) inlines(child, line, own);
        return;
      }
      case RichKind::html_inline:
        return;
      case RichKind::strong:
        mark = "strong";
        break;
      case RichKind::emphasis:
        mark = "em";
        break;
      case RichKind::strike:
        mark = "strike";
        break;
      case RichKind::underline:
        mark = "underline";
        break;
      default:
        break;
    }
    const Node own = mark.empty() ? marks : with_mark(marks, {{"type", mark}});
    for (const Rich& child : rich.children) inlines(child, line, own);
  }

  static void add_text(std::string_view text, Node& line, const Node& marks) {
    if (text.empty()) return;
    // Pieces that are alike are one.
    if (!line.empty() && line.back()["type"] == "text" && line.back().value("marks", Node::array()) == marks) {
      line.back()["text"] = line.back()["text"].get<std::string>() + std::string(text);
      return;
    }
    line.push_back(text_node(text, marks));
  }

  static void link(const std::string& target, const std::string& text, Node& line, const Node& marks) {
    if (target.empty()) return add_text(text, line, marks);
    line.push_back(text_node(text, with_mark(marks, {{"type", "link"}, {"attrs", {{"href", target}}}})));
  }

  int ids_ = 0;
};

}  // namespace

std::string write_adf(const Rich& rich) {
  return AdfWriter().write(rich);
}

}  // namespace afterword
