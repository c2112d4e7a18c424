#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace afterword {

/// Tells whether a text can be the name of a host or a program: no number alone, no level in capitals, nothing in
/// brackets. Remembers names, because the next line mostly has the same. For one thread.
class NameCheck {
 public:
  [[nodiscard]] bool operator()(std::string_view text) {
    if (text.size() < 4 || text.size() > 16) return look(text);
    const Entry name = entry_of(text);
    Entry& known = known_[((name.head ^ name.tail * 31) * 0x9e3779b97f4a7c15ull) >> 56];
    if (known.size == name.size && known.head == name.head && known.tail == name.tail) return true;
    if (!look(text)) return false;
    known = name;
    return true;
  }

 private:
  /// A name of 4 to 16 bytes as two numbers.
  struct Entry {
    std::uint64_t head = 0, tail = 0;
    std::size_t size = 0;
  };
  static std::uint64_t four(const char* p) {
    std::uint32_t out = 0;
    std::memcpy(&out, p, sizeof out);
    return out;
  }
  /// Four bytes from the front and four from the back; of eight and more four more from both. No branch, because sizes
  /// of names can't be foreseen.
  static Entry entry_of(std::string_view text) {
    const char* const front = text.data();
    const char* const back = front + text.size() - 4;
    const std::size_t on = text.size() / 8 * 4 % 8;
    return {four(front) << 32 | four(front + on), four(back) << 32 | four(back - on), text.size()};
  }
  static bool look(std::string_view text);

  std::array<Entry, 256> known_{};
};

}  // namespace afterword
