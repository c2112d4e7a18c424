#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace afterword {

template <class Number>
[[nodiscard]] inline bool agree(const char* a, const char* b) {
  Number x = 0, y = 0;
  std::memcpy(&x, a, sizeof x);
  std::memcpy(&y, b, sizeof y);
  return x == y;
}

/// Equality of few bytes: too few to call for.
[[nodiscard]] inline bool same_bytes(const char* a, const char* b, std::size_t size) {
  using Eight = std::uint64_t;
  using Four = std::uint32_t;
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8)
      if (!agree<Eight>(a + i, b + i)) return false;
    return agree<Eight>(a + size - 8, b + size - 8);
  }
  if (size >= 4) return agree<Four>(a, b) && agree<Four>(a + size - 4, b + size - 4);
  for (std::size_t i = 0; i < size; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

/// A text of 1 to 16 bytes as two numbers, which are equal for equal texts only. Few branches, because sizes of
/// names can't be foreseen.
struct ShortText {
  std::uint64_t head = 0, tail = 0;
  std::size_t size = 0;

  static constexpr std::size_t bytes_min = 1, bytes_max = 16;
  ShortText() = default;
  explicit ShortText(std::string_view text) : size(text.size()) {
    if (size < 4) {
      head = byte(text[0]) << 16 | byte(text[size / 2]) << 8 | byte(text[size - 1]);
      return;
    }
    // Four bytes from the front and four from the back; of eight and more four more from both.
    const char* const front = text.data();
    const char* const back = front + text.size() - 4;
    const std::size_t on = text.size() / 8 * 4 % 8;
    head = four(front) << 32 | four(front + on);
    tail = four(back) << 32 | four(back - on);
  }
  [[nodiscard]] bool operator==(const ShortText& other) const {
    return ((head ^ other.head) | (tail ^ other.tail) | (size ^ other.size)) == 0;
  }
  /// Well spread in its upper bits.
  [[nodiscard]] std::uint64_t hash() const { return (head ^ tail * 31) * 0x9e3779b97f4a7c15ull; }

 private:
  static std::uint64_t byte(char c) { return static_cast<unsigned char>(c); }
  static std::uint64_t four(const char* p) {
    std::uint32_t out = 0;
    std::memcpy(&out, p, sizeof out);
    return out;
  }
};

}  // namespace afterword
