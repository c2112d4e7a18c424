#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace afterword {

/// A letter of a font in one size.
struct Letter {
  std::uint32_t code = 0;          ///< code point
  std::uint32_t at = 0;            ///< where its pixels begin
  std::int32_t advance = 0;        ///< in 64ths of a pixel
  std::int32_t left = 0, top = 0;  ///< of its box from the pen, upwards
  std::int32_t width = 0, height = 0;
};

/// All letters of a font in one size, by code point. Pixels are two a byte, 0 paper to 15 ink; rows begin on bytes.
struct GlyphSheet {
  std::uint32_t size = 0;
  long ascent = 0;
  std::span<const Letter> glyphs;
  std::string_view pixels;
  /// The letter, or null.
  [[nodiscard]] const Letter* find(char32_t code) const;
};

/// Made while the program is built (tools/glyphs).
[[nodiscard]] const GlyphSheet& large_glyph_sheet();
[[nodiscard]] const GlyphSheet& middle_glyph_sheet();
[[nodiscard]] const GlyphSheet& small_glyph_sheet();

}  // namespace afterword
