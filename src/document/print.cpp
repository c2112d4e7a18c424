#include "document/print.h"

namespace afterword {
namespace {

/// Text on one row, line ends shown, cut after `size_max` bytes.
std::string shown(std::string_view text, std::size_t size_max) {
  std::string out;
  for (char c : text.substr(0, size_max)) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return text.size() > size_max ? out + "…" : out;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

}  // namespace

const char* name_of(NodeKind kind) {
  constexpr const char* names[] = {
      "document",   "front_matter", "heading",    "paragraph",  "list",           "item",  "table",       "table_row",
      "table_cell", "quote",        "code_block", "html_block", "thematic_break", "text",  "soft_break",  "hard_break",
      "emphasis",   "strong",       "strike",     "code",       "link",           "image", "html_inline", "entity"};
  return names[static_cast<int>(kind)];
}

const char* name_of(LineKind kind) {
  constexpr const char* names[] = {"heading", "paragraph", "item", "cell_row", "code", "html", "front_matter"};
  return names[static_cast<int>(kind)];
}

std::string print_lines(const Document& document) {
  std::string out;
  for (const Line& line : document.lines()) {
    std::string kind = name_of(line.kind);
    if (line.level > 0) kind += std::to_string(line.level);
    if (line.depth > 0) kind += "/" + std::to_string(line.depth);
    std::string flags;
    if (line.ordered) flags += "1";
    if (line.task) flags += line.checked ? "x" : "o";
    if (line.quoted) flags += ">";
    if (line.continuation) flags += "+";
    if (line.strong) flags += "*";
    if (line.header) flags += "h";
    if (line.image) flags += "i";
    out += padded(std::to_string(line.number), 5) + padded(kind, 13) + padded(flags, 4);
    if (!line.label.empty()) out += "[" + std::string(line.label.in(document.plain())) + "] ";
    out += std::string(document.plain_of(line)) + "\n";
  }
  return out;
}

std::string print_tree(const Document& document) {
  std::string out;
  std::vector<std::uint32_t> open;
  const std::vector<Node>& nodes = document.nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    while (!open.empty() && i >= nodes[open.back()].after) open.pop_back();
    const Node& node = nodes[i];
    out += std::string(open.size() * 2, ' ') + name_of(node.kind);
    if (node.level > 0) out += std::to_string(node.level);
    if (node.ordered) out += " ordered " + std::to_string(node.number);
    if (node.kind == NodeKind::list) out += node.tight ? " tight" : " loose";
    if (node.task) out += node.checked ? " done" : " to do";
    if (node.header) out += " header";
    if (node.kind == NodeKind::code_block) out += !node.fenced ? " indented" : node.closed ? " fenced" : " unclosed";
    out += " " + std::to_string(node.span.begin) + "-" + std::to_string(node.span.end);
    if (!node.target.empty()) out += " → " + std::string(node.target.in(document.text().content()));
    if (node.after == i + 1 || node.kind >= NodeKind::text)
      out += " ‘" + shown(node.span.in(document.text().content()), 60) + "’";
    out += "\n";
    open.push_back(i);
  }
  return out;
}

}  // namespace afterword
