#include "evidence/line_ends.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace afterword {
namespace {

constexpr std::size_t piece_bytes = 32 << 10;  // with the ends of its lines it fits the first cache
constexpr char escape = '\x1b';

}  // namespace

void LineEnds::search() {
  ends_.clear();
  at_ = 0;
  const std::string_view piece = text_.substr(searched_, piece_bytes);
  const bool held = find_line_feeds(piece, static_cast<std::uint32_t>(searched_), ends_);
  searched_ += piece.size();
  // A line that begins in this piece and ends in a later one: what any of them held stays true until its end is found.
  holds_escape_ = held || last_held_;
  last_held_ = held || (ends_.empty() && last_held_);
}

bool find_line_feeds_by_bytes(std::string_view text, std::uint32_t offset, std::vector<std::uint32_t>& out) {
  bool held = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') out.push_back(offset + static_cast<std::uint32_t>(i));
    held = held || text[i] == escape;
  }
  return held;
}

#if defined(__x86_64__)
namespace {

__attribute__((target("avx2"))) bool find_by_avx2(std::string_view text, std::uint32_t offset,
                                                  std::vector<std::uint32_t>& out) {
  const __m256i feed = _mm256_set1_epi8('\n');
  const __m256i stripped = _mm256_set1_epi8(escape);
  __m256i held = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    const auto* const from = reinterpret_cast<const __m256i*>(text.data() + at);
    const __m256i low = _mm256_loadu_si256(from), high = _mm256_loadu_si256(from + 1);
    held = _mm256_or_si256(held, _mm256_or_si256(_mm256_cmpeq_epi8(low, stripped), _mm256_cmpeq_epi8(high, stripped)));
    const auto in_low = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, feed)));
    const auto in_high = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, feed)));
    for (std::uint64_t bits = std::uint64_t{in_high} << 32 | in_low; bits != 0; bits &= bits - 1)
      out.push_back(offset + static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(bits)));
  }
  const bool rest = find_line_feeds_by_bytes(text.substr(at), offset + static_cast<std::uint32_t>(at), out);
  return rest || _mm256_testz_si256(held, held) == 0;
}

}  // namespace

bool find_line_feeds(std::string_view text, std::uint32_t offset, std::vector<std::uint32_t>& out) {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  return has_avx2 ? find_by_avx2(text, offset, out) : find_line_feeds_by_bytes(text, offset, out);
}
#else
bool find_line_feeds(std::string_view text, std::uint32_t offset, std::vector<std::uint32_t>& out) {
  return find_line_feeds_by_bytes(text, offset, out);
}
#endif

}  // namespace afterword
