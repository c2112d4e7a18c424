#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "site/glyphs.h"

namespace afterword {

/// A small palette of colours: 0 is the paper, 15 the ink, between them their mixtures; the accent has two.
inline constexpr int picture_width = 1200, picture_height = 630;

/// A picture of text: what a link to a page looks like elsewhere. 16 colours, two pixels a byte.
class Picture {
 public:
  Picture();
  /// Text of one line with its baseline at `y`. Returns where the pen ends.
  int write(const GlyphSheet& sheet, int x, int y, std::string_view text, bool quiet = false);
  void fill(int x0, int y0, int x1, int y1, int colour);
  /// A PNG. The same picture gives the same bytes.
  [[nodiscard]] std::string png() const;

  static constexpr int accent = 1, ink = 15, rule = 4;

 private:
  std::string pixels_;  ///< rows of 600 bytes
};

/// How wide a text is, in pixels.
[[nodiscard]] int width_of(const GlyphSheet& sheet, std::string_view text);
/// Whether nearly all of a text's letters can be drawn.
[[nodiscard]] bool can_draw(const GlyphSheet& sheet, std::string_view text);
/// A text in lines of at most `width` pixels; the last of `lines_max` ends with "…" where the text goes on.
[[nodiscard]] std::vector<std::string> break_lines(const GlyphSheet& sheet, std::string_view text, int width,
                                                   std::size_t lines_max);

}  // namespace afterword
