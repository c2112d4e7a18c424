#include "evidence/message_bits.h"

#include <cstring>

#include "evidence/fingerprint.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace afterword {
namespace {

bool is_mark(char c) {
  return c == '.' || c == '/' || c == '\\' || c == '@';
}

/// The byte behind the message ends its last word.
void end_at(std::size_t size, MessageBits& out) {
  const std::uint64_t bit = std::uint64_t{1} << (size % 64);
  if (size % 64 == 0) out.breaks[size / 64] = out.digits[size / 64] = out.marks[size / 64] = 0;
  out.breaks[size / 64] |= bit;
  out.breaks[size / 64 + 1] = out.digits[size / 64 + 1] = out.marks[size / 64 + 1] = 0;
}

}  // namespace

void find_message_bits_by_bytes(std::string_view message, MessageBits& out) {
  for (std::size_t i = 0; i < message.size(); ++i) {
    const std::size_t part = i / 64;
    if (i % 64 == 0) out.breaks[part] = out.digits[part] = out.marks[part] = 0;
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    if (!is_message_word_byte(message[i])) out.breaks[part] |= bit;
    if (message[i] >= '0' && message[i] <= '9') out.digits[part] |= bit;
    if (is_mark(message[i])) out.marks[part] |= bit;
  }
  end_at(message.size(), out);
}

#if defined(__x86_64__)
namespace {

/// Sets of bytes below 128 as two tables of sixteen: bit h of the low one's entry l says whether byte 16 h + l is in
/// the set, and the high one has bit h in its entry h. Bytes from 128 on are in no set.
struct ByteSets {
  alignas(16) std::array<std::uint8_t, 16> breaks{}, marks{}, high{};
};
const ByteSets byte_sets = [] {
  ByteSets out;
  for (std::size_t c = 0; c < 128; ++c) {
    const auto bit = static_cast<std::uint8_t>(1u << (c / 16));
    if (!is_message_word_byte(static_cast<char>(c))) out.breaks[c % 16] |= bit;
    if (is_mark(static_cast<char>(c))) out.marks[c % 16] |= bit;
    out.high[c / 16] = bit;
  }
  return out;
}();

struct Bits32 {
  std::uint32_t breaks, digits, marks;
};

class Avx2Sets {
 public:
  __attribute__((target("avx2"))) Avx2Sets()
      : breaks_(twice(byte_sets.breaks)), marks_(twice(byte_sets.marks)), high_(twice(byte_sets.high)) {}

  [[nodiscard]] __attribute__((target("avx2"))) Bits32 look_at(const char* p) const {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i nibble = _mm256_set1_epi8(15);
    const __m256i high = _mm256_shuffle_epi8(high_, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
    const __m256i none = _mm256_setzero_si256();
    const auto outside = [&](__m256i set) __attribute__((target("avx2"))) {
      const __m256i found = _mm256_and_si256(_mm256_shuffle_epi8(set, bytes), high);
      return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, none)));
    };
    const __m256i from_zero = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
    const __m256i digits = _mm256_cmpeq_epi8(_mm256_min_epu8(from_zero, _mm256_set1_epi8(9)), from_zero);
    return {~outside(breaks_), static_cast<std::uint32_t>(_mm256_movemask_epi8(digits)), ~outside(marks_)};
  }

 private:
  __attribute__((target("avx2"))) static __m256i twice(const std::array<std::uint8_t, 16>& set) {
    return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(set.data())));
  }
  __m256i breaks_, marks_, high_;
};

__attribute__((target("avx2"))) void find_by_avx2(std::string_view message, MessageBits& out) {
  const Avx2Sets sets;
  const char* const begin = message.data();
  const std::size_t size = message.size();
  const auto put = [&](std::size_t at, Bits32 bits) {
    const std::size_t part = at / 64;
    if (at % 64 == 0) {
      out.breaks[part] = bits.breaks;
      out.digits[part] = bits.digits;
      out.marks[part] = bits.marks;
      return;
    }
    out.breaks[part] |= std::uint64_t{bits.breaks} << 32;
    out.digits[part] |= std::uint64_t{bits.digits} << 32;
    out.marks[part] |= std::uint64_t{bits.marks} << 32;
  };
  std::size_t at = 0;
  for (; at + 32 <= size; at += 32) put(at, sets.look_at(begin + at));
  if (at < size) {  // the last bytes: seen from the end, so that nothing behind it is read
    const auto missing = static_cast<unsigned>(32 - (size - at));
    Bits32 bits{};
    if (size >= 32) {
      bits = sets.look_at(begin + size - 32);
      bits = {bits.breaks >> missing, bits.digits >> missing, bits.marks >> missing};
    } else {
      alignas(32) std::array<char, 32> copy{};
      std::memcpy(copy.data(), begin, size);
      bits = sets.look_at(copy.data());
      bits.breaks &= ~std::uint32_t{0} >> missing;
    }
    put(at, bits);
  }
  end_at(size, out);
}

}  // namespace

void find_message_bits(std::string_view message, MessageBits& out) {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2)
    find_by_avx2(message, out);
  else
    find_message_bits_by_bytes(message, out);
}
#else
void find_message_bits(std::string_view message, MessageBits& out) {
  find_message_bits_by_bytes(message, out);
}
#endif

}  // namespace afterword
