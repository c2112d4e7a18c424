#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/charset.h"

namespace afterword {

/// One character above U+007F, and the original bytes it was read from.
struct Glyph {
  std::uint32_t begin = 0, end = 0;  ///< bytes of the original
  char32_t c = 0;
  std::uint8_t times = 0;  ///< how often a wrong decoding was undone
  Charset charset{};       ///< the last one undone
  bool broken = false;     ///< the byte was no UTF-8; c is what is read instead
};

/// Whether two neighbouring characters could be the beginning of UTF-8 read in a wrong encoding. Cheap: it is asked for
/// every pair of neighbours above U+007F, and nearly all text ends here.
[[nodiscard]] bool is_suspect_pair(char32_t first, char32_t second);

/// Undoes wrong decodings, one or several over one another, by joining the glyphs that were one character. `glyphs` are
/// all characters of `bytes` above U+007F, in order. Text that is right stays as it is: a sequence is joined only where
/// it makes a character that people write, and where no language would write the sequence, or where all the rest of the
/// text is damaged in the same way.
void undo_mojibake(std::string_view bytes, std::vector<Glyph>& glyphs);

}  // namespace afterword
