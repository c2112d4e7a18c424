#include "document/structure_damage.h"

#include <algorithm>

#include "document/marker_scan.h"
#include "document/prose_scan.h"

namespace afterword {
namespace {

bool is_writing_language(std::string_view info) {
  for (std::string_view name : {"", "md", "markdown", "MD", "Markdown", "text", "txt", "plaintext", "plain"})
    if (info == name) return true;
  return false;
}

std::uint32_t start_of_line(std::string_view content, std::uint32_t at) {
  while (at > 0 && content[at - 1] != '\n') --at;
  return at;
}

/// A fence around a report: one that never closes, or one that holds most of the document.
void read_through_fence(std::string_view content, const Node& code, StructureDamage& out) {
  if (!is_writing_language(code.target.in(content))) return;
  const std::string_view inner = code.inner.in(content);
  if (code.closed && inner.size() * 2 < content.size()) return;
  if (!is_report(inner)) return;
  const Span opening{code.span.begin, end_of_line(content, code.span.begin)};
  out.edits.push_back({opening, std::string(opening.size(), ' ')});
  Repair repair;
  repair.kind = RepairKind::unclosed_fence;
  repair.original = {opening.begin, std::min(next_line(content, opening.begin), code.inner.end)};
  repair.what = "a code fence that never closes makes the rest of the text code";
  if (code.closed && code.inner.end <= code.span.end) {
    const Span closing{skip_blanks(content, code.inner.end), code.span.end};
    if (closing.begin < closing.end) out.edits.push_back({closing, std::string(closing.size(), ' ')});
    repair.original = code.span;
    repair.replacement = std::string(inner);
    repair.what = "a code fence around the report makes all of it code";
  }
  out.repairs.push_back(std::move(repair));
}

/// Where the indentation that made a line code begins: a tab or up to four blanks before the code.
std::uint32_t indentation_begin(std::string_view content, std::uint32_t code) {
  std::uint32_t begin = code;
  while (begin > 0 && code - begin < 4 && is_blank(content[begin - 1])) {
    --begin;
    if (content[begin] == '\t') break;
  }
  return begin;
}

void read_through_indentation(std::string_view content, const std::vector<Node>& nodes, std::uint32_t block,
                              StructureDamage& out) {
  ProseCount count;
  std::uint32_t extra_min = ~0u;
  for (std::uint32_t i = block + 1; i < nodes[block].after; ++i) {
    const Span line = nodes[i].span;
    const std::uint32_t first = std::min(skip_blanks(content, line.begin), line.end);
    count.add({content.data() + first, line.end - first});
    extra_min = std::min(extra_min, first - line.begin);
  }
  // A line of few words far from the margin was meant to stand in the middle: a heading.
  constexpr std::uint32_t centred_min = 12;
  const bool is_centred = nodes[block].after == block + 2 && extra_min >= centred_min && extra_min != ~0u;
  if (!count.is_prose() && !(is_centred && count.is_wording())) return;
  Repair repair;
  repair.kind = RepairKind::indented_as_code;
  const Span whole = {start_of_line(content, nodes[block].span.begin), nodes[block].span.end};
  repair.original = whole;
  repair.what = "text indented by four or more is shown as code";
  std::uint32_t at = whole.begin;
  for (std::uint32_t i = block + 1; i < nodes[block].after; ++i) {
    const Span line = nodes[i].span;
    const std::uint32_t begin = std::max(at, indentation_begin(content, line.begin));
    const std::uint32_t end = std::max(begin, line.begin + extra_min);
    if (begin < end) out.edits.push_back({{begin, end}, ""});
    repair.replacement += content.substr(at, begin - at);
    at = end;
  }
  repair.replacement += content.substr(at, whole.end - at);
  const std::uint32_t below = next_line(content, whole.end);
  if (below < content.size() && skip_blanks(content, below) < end_of_line(content, below)) {
    // What was code ends here; the line below is not its continuation.
    out.edits.push_back({{below, below}, "\n"});
    repair.replacement += '\n';
  }
  out.repairs.push_back(std::move(repair));
}

}  // namespace

StructureDamage find_code_damage(std::string_view content, const std::vector<Node>& nodes) {
  StructureDamage out;
  for (std::uint32_t i = 1; i < nodes.size();) {
    const Node& node = nodes[i];
    if (node.kind == NodeKind::code_block) {
      if (node.fenced) {
        read_through_fence(content, node, out);
      } else {
        read_through_indentation(content, nodes, i, out);
      }
    }
    const bool holds_blocks =
        node.kind == NodeKind::list || node.kind == NodeKind::item || node.kind == NodeKind::quote;
    i = holds_blocks ? i + 1 : node.after;
  }
  return out;
}

std::vector<Repair> find_glued_headings(std::string_view content, const std::vector<Node>& nodes) {
  std::vector<Repair> out;
  for (std::uint32_t i = 1; i < nodes.size();) {
    const Node& node = nodes[i];
    if (node.kind == NodeKind::heading) {
      const std::uint32_t run = run_of(content, node.span.begin, '#');
      const char following = char_at(content, node.span.begin + run);
      if (run > 0 && run == node.level && following != '\0' && !is_space(following)) {
        const Span marks{node.span.begin, node.span.begin + run};
        out.push_back({RepairKind::heading_without_space, marks, std::string(marks.in(content)) + " ",
                       "a heading needs a space after its marks", true});
      }
    }
    const bool holds_blocks =
        node.kind == NodeKind::list || node.kind == NodeKind::item || node.kind == NodeKind::quote;
    i = holds_blocks ? i + 1 : node.after;
  }
  return out;
}

}  // namespace afterword
