#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace afterword {

/// A line of a paragraph that begins with a list mark which is none to Markdown: "• text", "– text", "2)text",
/// "✅ text".
struct BareItem {
  std::uint32_t begin = 0, end = 0;  ///< the mark with the blanks after it, in the content
  bool ordered = false;
  bool glued = false;  ///< a number with its text right behind
};

/// The lines of a paragraph that are items of such a list, in order. A round bullet is one wherever it begins a line;
/// other marks are believed when two lines carry them, in the paragraph or in the one before or after it.
[[nodiscard]] std::vector<BareItem> find_bare_items(std::string_view content, const std::vector<Node>& nodes,
                                                    std::uint32_t paragraph, std::uint32_t paragraph_before);

}  // namespace afterword
