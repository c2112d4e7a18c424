#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace afterword {

/// What the bytes of a short message are, a bit each: words, and what is in them, are found by looking at bits.
struct MessageBits {
  static constexpr std::size_t bytes_max = 1024;
  static constexpr std::size_t parts = bytes_max / 64 + 2;  // one more, so that 64 bits can be read from anywhere
  std::array<std::uint64_t, parts> breaks;                  ///< no word byte; also the first byte behind the message
  std::array<std::uint64_t, parts> digits;
  std::array<std::uint64_t, parts> marks;  ///< . / \ @

  /// 64 bits from `at` on; behind the message's end there may be anything.
  [[nodiscard]] static std::uint64_t from(const std::array<std::uint64_t, parts>& bits, std::size_t at) {
    const std::size_t shift = at % 64;
    return bits[at / 64] >> shift | bits[at / 64 + 1] << 1 << (63 - shift);
  }
  /// The first break at or after `at`.
  [[nodiscard]] std::size_t next_break(std::size_t at) const {
    std::size_t part = at / 64;
    std::uint64_t bits = breaks[part] >> (at % 64) << (at % 64);
    while (bits == 0) bits = breaks[++part];
    return part * 64 + static_cast<std::size_t>(std::countr_zero(bits));
  }
  /// Whether a bit is set in [begin, end).
  [[nodiscard]] static bool any(const std::array<std::uint64_t, parts>& bits, std::size_t begin, std::size_t end) {
    const std::uint64_t from = ~std::uint64_t{0} << (begin % 64);
    const std::size_t first = begin / 64, last = (end - 1) / 64;
    const std::uint64_t to = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    if (first == last) return (bits[first] & from & to) != 0;
    std::uint64_t seen = (bits[first] & from) | (bits[last] & to);
    for (std::size_t i = first + 1; i < last; ++i) seen |= bits[i];
    return seen != 0;
  }
};

/// Fills the bits of a message of up to MessageBits::bytes_max bytes. With AVX2 where the processor has it.
void find_message_bits(std::string_view message, MessageBits& out);

/// The same without; for tests.
void find_message_bits_by_bytes(std::string_view message, MessageBits& out);

}  // namespace afterword
