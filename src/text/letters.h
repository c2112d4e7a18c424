#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// What a code point is to running text. Ranges, not the whole Unicode database: good enough to tell words from signs.
enum class LetterKind : std::uint8_t {
  space,     ///< also line breaks and zero-width space
  letter,    ///< part of a word that spaces end, of any script; combining marks too
  digit,     ///< 0–9 and the full-width ones
  syllable,  ///< Han, kana, bopomofo: a word of its own, because these scripts put no spaces
  joiner,    ///< zero-width joiner, variation selectors, skin tones: belong to the sign before them
  sign,      ///< punctuation, symbols, emoji, control characters
};

/// Stands for bytes that are no UTF-8.
inline constexpr char32_t bad_code_point = 0xFFFFFFFF;

struct Decoded {
  char32_t code_point;   ///< bad_code_point for a byte that is no UTF-8
  std::uint32_t length;  ///< bytes, at least 1
};

/// Decodes the character at `at` (< text.size()), strictly: no surrogates, no overlong forms, nothing over U+10FFFF.
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t at);
/// Writes 1–4 bytes to `out`; returns how many. `c` must be a Unicode scalar value.
std::uint32_t encode_utf8(char32_t c, char* out);

[[nodiscard]] LetterKind letter_kind(char32_t c);
/// Simple lower-case folding of Latin, Greek and Cyrillic; other characters as they are. The UTF-8 length stays.
[[nodiscard]] char32_t to_lower(char32_t c);
/// Columns in a fixed-width font: 0 for combining marks and joiners, 2 for wide East Asian characters and emoji.
[[nodiscard]] std::uint32_t column_width(char32_t c);

}  // namespace afterword
