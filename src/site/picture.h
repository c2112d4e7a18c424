#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "site/glyphs.h"

namespace afterword {

struct WordRuns;

inline constexpr int picture_width = 1200, picture_height = 630;

/// A picture of text: what a link to a page looks like elsewhere. Colours: 0 is the paper, 7 the ink, between them
/// their mixtures, then an accent. Nothing is drawn before the PNG is asked for: words are put into it as they were
/// encoded when they were first used; each begins at a whole pixel.
class Picture {
 public:
  /// Text of one line with its baseline at `y`. Returns where the pen ends.
  int write(const GlyphSheet& sheet, int x, int y, std::string_view text, bool quiet = false);
  void fill(int x0, int y0, int x1, int y1, int colour);
  /// A PNG. The same picture gives the same bytes. On the thread that wrote the text.
  [[nodiscard]] std::string png() const;

  static constexpr int ink = 7, accent = 8, rule = 2;

 private:
  class Painter;
  struct Placed {
    std::shared_ptr<const WordRuns> word;
    int left, top;
  };
  struct Line {
    int top, bottom;         ///< the row behind its last one
    std::size_t first, end;  ///< its words
    bool overlaid = false;   ///< one stands in another, or out of the picture
  };
  struct Box {
    int x0, y0, x1, y1;
    std::uint8_t colour;
  };
  std::vector<Placed> words_;
  std::vector<Line> lines_;
  std::vector<Box> boxes_;
};

/// How wide a text is, in pixels.
[[nodiscard]] int width_of(const GlyphSheet& sheet, std::string_view text);
/// Whether nearly all of a text's letters can be drawn.
[[nodiscard]] bool can_draw(const GlyphSheet& sheet, std::string_view text);
/// A text in lines of at most `width` pixels; the last of `lines_max` ends with "…" where the text goes on.
[[nodiscard]] std::vector<std::string> break_lines(const GlyphSheet& sheet, std::string_view text, int width,
                                                   std::size_t lines_max);

}  // namespace afterword
