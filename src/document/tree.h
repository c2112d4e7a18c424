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

/// What is read beside CommonMark. Each can be left out where a hostile text would make the parser slow.
struct Extensions {
  bool tables = true;
  bool bare_links = true;
};

/// Parses Markdown: CommonMark, tables, task lists, strikethrough, bare links, headings without a space.
/// Never fails; cost is linear in the size of the text.
[[nodiscard]] Tree read_tree(std::string_view text, Extensions extensions = {});
/// Whether a block holds so many addresses that the parser, which compares them all with each other, would be slow.
[[nodiscard]] bool has_too_many_links(std::string_view text);

/// Makes every span lie inside its parent's and inside a text of `size` bytes. Marks are found by rules of thumb where
/// the parser says nothing, and edits move places; should one be off, the tree is still sound.
void keep_spans_nested(std::vector<Node>& nodes, std::uint32_t size);

}  // namespace afterword
