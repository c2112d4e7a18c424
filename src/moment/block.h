#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "moment/scan.h"

namespace afterword::notation {

/// 64 bytes of a text as sets of positions, bit k for byte k. Words of prose are of all lengths: finding their
/// beginnings byte by byte costs a branch mispredicted for each; as sets they come with none.
struct Block {
  std::uint64_t letters = 0;  ///< ASCII letters
  std::uint64_t digits = 0;
  std::uint64_t accents = 0;  ///< first bytes (0xC3) of the accented letters of Western Europe
  std::uint64_t others = 0;   ///< '+', and first bytes of "½" (0xC2) and "午" (0xE5)
};

[[nodiscard]] inline Block read_block(const char* bytes) {
  Block block;
#if defined(__SSE2__)
  for (int part = 0; part < 4; ++part) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const auto in_range = [](__m128i x, char first, int count) {
      const __m128i moved = _mm_sub_epi8(x, _mm_set1_epi8(static_cast<char>(first - 128)));
      return _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(-128 + count)));
    };
    const auto is = [&](int value) { return _mm_cmpeq_epi8(c, _mm_set1_epi8(static_cast<char>(value))); };
    const auto bits = [part](__m128i x) {
      return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(x))) << (16 * part);
    };
    block.letters |= bits(in_range(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26));
    block.digits |= bits(in_range(c, '0', 10));
    block.accents |= bits(is(0xC3));
    block.others |= bits(_mm_or_si128(is('+'), _mm_or_si128(is(0xC2), is(0xE5))));
  }
#else
  for (int k = 0; k < 64; ++k) {
    const char c = bytes[k];
    const std::uint64_t bit = std::uint64_t{1} << k;
    if (is_letter(c)) block.letters |= bit;
    if (is_digit(c)) block.digits |= bit;
    if (c == '\xC3') block.accents |= bit;
    if (c == '+' || c == '\xC2' || c == '\xE5') block.others |= bit;
  }
#endif
  return block;
}

}  // namespace afterword::notation
