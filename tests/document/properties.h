#pragma once
#include <string>

#include "document/document.h"

namespace afterword {

/// What holds for every document whatever was read. Gives the first fault in words, or nothing.
inline std::string find_fault(const Document& document) {
  const std::string_view content = document.text().content();
  const std::string_view plain = document.plain();
  const auto inside = [](Span span, std::string_view text) {
    return span.begin <= span.end && span.end <= text.size();
  };
  const std::vector<Node>& nodes = document.nodes();
  if (nodes.empty() || nodes[0].after != nodes.size()) return "the root does not hold all nodes";
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const std::string name = "node " + std::to_string(i);
    if (!inside(node.span, content) || !inside(node.inner, content) || !inside(node.target, content))
      return name + " has a span outside the content";
    if (!node.span.covers(node.inner)) return name + " has an inner span outside its span";
    if (node.after <= i || node.after > nodes.size()) return name + " ends before it begins";
    if (i == 0) continue;
    const Node& parent = nodes[node.parent];
    if (node.parent >= i || node.after > parent.after) return name + " is not inside its parent";
    if (!parent.span.covers(node.span)) return name + " has a span outside its parent's";
  }
  std::uint32_t plain_at = 0, number = 0;
  for (std::uint32_t i = 0; i < document.lines().size(); ++i) {
    const Line& line = document.lines()[i];
    const std::string name = "line " + std::to_string(i);
    if (!inside(line.span, content) || !inside(line.plain, plain)) return name + " has a span outside its text";
    if (line.plain.begin != plain_at || plain[line.plain.end] != '\n') return name + " does not follow the one before";
    if (line.number < number || line.number > document.text().line_count()) return name + " is out of order";
    if (line.node == 0 || line.node >= nodes.size()) return name + " has no node";
    if (!line.label.empty() && !line.plain.covers(line.label)) return name + " has a label outside itself";
    if (document.plain_of(line).find('\n') != std::string_view::npos) return name + " holds a line break";
    if (document.line_at(line.plain.begin) != i) return name + " is not found by its place";
    if (line.cells_begin > line.cells_end || line.cells_end > document.cells().size()) return name + " has no cells";
    for (std::uint32_t c = line.cells_begin; c < line.cells_end; ++c)
      if (!line.plain.covers(document.cells()[c])) return name + " has a cell outside itself";
    const Span source = document.source_of(line.plain);
    if (!line.plain.empty() && !line.span.covers(source)) return name + " was read from outside itself";
    for (std::uint32_t p = line.plain.begin; p < line.plain.end; p += 1 + line.plain.size() / 16) {
      const Span one = document.source_of({p, p + 1});
      if (!inside(one, content) || !source.covers(one)) return name + " has a byte read from outside itself";
      if (one.size() == 1 && plain[p] != content[one.begin] && plain[p] != ' ' && plain[p] != '|')
        return name + " has a byte that differs from what it was read from";
    }
    plain_at = line.plain.end + 1;
    number = line.number;
  }
  if (plain_at != plain.size()) return "plain text without a line";
  std::uint32_t at = 0;
  for (const Span& part : document.not_prose()) {
    if (!inside(part, plain) || part.empty() || part.begin < at) return "parts that are not prose are out of order";
    at = part.end;
  }
  for (const Repair& repair : document.repairs())
    if (!inside(repair.original, document.text().original())) return "a repair outside the file";
  return {};
}

}  // namespace afterword
