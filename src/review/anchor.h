#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "review/review_file.h"

namespace afterword {

/// How sure it is that a comment's line was found again.
enum class AnchorFit : std::uint8_t {
  document,  ///< it speaks of the whole document
  exact,     ///< the line or the quoted words stand there
  changed,   ///< the line was changed or removed; its neighbours show where it was
  lost,      ///< neither is there any more
};

struct AnchorPlace {
  std::uint32_t line = 0;  ///< 1-based; 0 where it is lost or the whole document
  AnchorFit fit{};
};

/// An anchor at a 1-based line. `quote` may be empty: then the line is what is spoken of.
[[nodiscard]] CommentAnchor make_anchor(const std::vector<std::string_view>& lines, std::uint32_t line,
                                        std::string_view quote = {});
/// Where the line stands now: the equal line whose neighbours are most alike, then the nearest.
[[nodiscard]] AnchorPlace find_anchor(const CommentAnchor& anchor, const std::vector<std::string_view>& lines);

}  // namespace afterword
