#pragma once
#include <string_view>
#include <vector>

#include "document/document.h"
#include "document/parse_input.h"

namespace afterword {

/// Structure that hides a report from a Markdown parser, and how to read through it.
struct StructureDamage {
  std::vector<InputEdit> edits;  ///< of the content; the tree has to be read again with them
  std::vector<Repair> repairs;   ///< `original` ranges over the content here
};

/// Reports inside code fences and prose that indentation made a code block. `nodes` range over `content`.
[[nodiscard]] StructureDamage find_code_damage(std::string_view content, const std::vector<Node>& nodes);
/// Headings without a space after their marks. They are read as headings already.
[[nodiscard]] std::vector<Repair> find_glued_headings(std::string_view content, const std::vector<Node>& nodes);

}  // namespace afterword
