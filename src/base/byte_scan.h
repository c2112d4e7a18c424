#pragma once
#include <bit>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace afterword {

/// The first place from `from` on that holds one of `Wanted`, or npos. Looks at sixteen bytes at a time: for signs that
/// are rare in running text this costs a tenth of a loop over its bytes.
template <char... Wanted>
[[nodiscard]] std::size_t find_byte(std::string_view text, std::size_t from = 0) {
  std::size_t at = from;
#if defined(__SSE2__)
  const auto found_at = [&](std::size_t begin) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + begin));
    __m128i found = _mm_setzero_si128();
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(Wanted)))), ...);
    return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
  };
  for (; at + 16 <= text.size(); at += 16)
    if (const std::uint32_t mask = found_at(at); mask != 0)
      return at + static_cast<std::size_t>(std::countr_zero(mask));
  if (at < text.size() && text.size() >= 16) {  // the rest, with bytes before it that are known
    const std::size_t begin = text.size() - 16;
    const std::uint32_t mask = found_at(begin) >> (at - begin);
    return mask != 0 ? at + static_cast<std::size_t>(std::countr_zero(mask)) : std::string_view::npos;
  }
#endif
  for (; at < text.size(); ++at)
    if (((text[at] == Wanted) || ...)) return at;
  return std::string_view::npos;
}

/// Whether `A` and right behind it `B`, or `C` and right behind it `D`, stand anywhere from `from` on. For marks whose
/// first byte is common, where a search for that byte would stop everywhere.
template <char A, char B, char C, char D>
[[nodiscard]] bool has_pair(std::string_view text, std::size_t from = 0) {
  std::size_t at = from;
#if defined(__SSE2__)
  for (; at + 17 <= text.size(); at += 16) {
    const __m128i first = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i second = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + 1));
    const auto holds = [&](char a, char b) {
      return _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8(a)), _mm_cmpeq_epi8(second, _mm_set1_epi8(b)));
    };
    if (_mm_movemask_epi8(_mm_or_si128(holds(A, B), holds(C, D))) != 0) return true;
  }
#endif
  for (; at + 1 < text.size(); ++at)
    if ((text[at] == A && text[at + 1] == B) || (text[at] == C && text[at + 1] == D)) return true;
  return false;
}

}  // namespace afterword
