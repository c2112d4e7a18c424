#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace afterword {

/// A tree as nodes, spans in the text that was parsed.
struct Tree {
  std::vector<Node> nodes;
  /// The parser gave up because tables asked for far more cells than there are bytes; `nodes` is then of no use.
  bool too_many_cells = false;
};

enum class Tables : std::uint8_t { read, leave_as_text };

/// Parses Markdown: CommonMark, tables, task lists, strikethrough, bare links, headings without a space.
/// Never fails; cost is linear in the size of the text.
[[nodiscard]] Tree read_tree(std::string_view text, Tables tables = Tables::read);

/// Makes every span lie inside its parent's and inside a text of `size` bytes. Marks are found by rules of thumb where
/// the parser says nothing, and edits move places; should one be off, the tree is still sound.
void keep_spans_nested(std::vector<Node>& nodes, std::uint32_t size);

}  // namespace afterword
