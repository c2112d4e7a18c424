#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/line_pattern.h"

namespace afterword {

/// Remembers how heads of lines were read: what stands between the time and the literal that ends the names (" web-3
/// nginx[" of a line of syslog). Lines repeat them byte for byte, and equal bytes are read equally: the pattern's steps
/// up to that literal look at nothing behind it. Bounded. For one thread and one pattern.
class HeadMemory {
 public:
  explicit HeadMemory(const LinePattern& pattern) : end_(pattern.head_end()) {}

  /// The bytes of a known head that the text begins with, its fields put into `out`; 0 = it begins with none.
  [[nodiscard]] std::size_t find(std::string_view text, LogFields& out) const {
    Key key;
    if (slots_.empty() || !cut(text, key)) return 0;
    const Slot& slot = slots_[key.hash() >> (64 - slot_bits)];
    if (slot.size != key.size || slot.bytes != key.bytes) return 0;
    const auto piece = [&](Piece part) { return std::string_view(text.data() + part.begin, part.size); };
    out.host = piece(slot.host);
    out.program = piece(slot.program);
    out.service = piece(slot.service);
    out.level = slot.level;
    out.head = slot.number;
    return slot.size;
  }

  /// Remembers that `text` begins with a head of `size` bytes, in which these fields were read.
  void add(std::string_view text, std::size_t size, const LogFields& fields);

 private:
  static constexpr std::size_t bytes_max = 32, slot_bits = 11;
  struct Key {
    std::array<std::uint64_t, 4> bytes{};  ///< zeros behind the head
    std::size_t size = 0;
    [[nodiscard]] std::uint64_t hash() const {
      return (bytes[0] * 0x9e3779b97f4a7c15ull) ^ (bytes[1] * 0xe7037ed1a0b428dbull) ^
             (bytes[2] * 0xd6e8feb86659fd93ull) ^ (bytes[3] * 0xa0761d6478bd642full);
    }
  };
  struct Piece {
    std::uint8_t begin = 0, size = 0;
  };
  struct Slot {
    std::array<std::uint64_t, 4> bytes{};
    std::size_t size = 0;
    Piece host, program, service;
    std::optional<LogLevel> level;
    std::uint32_t number = 0;
  };
  /// Cuts the head out: up to the first of the byte that ends heads. False: there is none near.
  [[nodiscard]] bool cut(std::string_view text, Key& key) const;

  char end_;
  std::uint32_t heads_ = 0;
  std::vector<Slot> slots_;
};

inline bool HeadMemory::cut(std::string_view text, Key& key) const {
#if defined(__SSE2__)
  if (text.size() < bytes_max) return false;
  const auto* const from = reinterpret_cast<const __m128i*>(text.data());
  const __m128i low = _mm_loadu_si128(from), high = _mm_loadu_si128(from + 1);
  const __m128i end = _mm_set1_epi8(end_);
  const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(low, end))) |
                     static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(high, end))) << 16;
  if (found == 0) return false;
  key.size = static_cast<std::size_t>(std::countr_zero(found)) + 1;
  alignas(16) static constexpr std::array<std::uint8_t, 64> masks = [] {
    std::array<std::uint8_t, 64> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = 255;
    return out;
  }();
  const auto* const mask = reinterpret_cast<const __m128i*>(masks.data() + bytes_max - key.size);
  auto* const to = reinterpret_cast<__m128i*>(key.bytes.data());
  _mm_storeu_si128(to, _mm_and_si128(low, _mm_loadu_si128(mask)));
  _mm_storeu_si128(to + 1, _mm_and_si128(high, _mm_loadu_si128(mask + 1)));
  return true;
#else
  const std::size_t end = text.substr(0, bytes_max).find(end_);
  if (end == std::string_view::npos) return false;
  key.size = end + 1;
  std::memcpy(key.bytes.data(), text.data(), key.size);
  return true;
#endif
}

}  // namespace afterword
