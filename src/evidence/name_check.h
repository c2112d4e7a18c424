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
    Entry& known = known_[((name.head ^ name.tail * 31) * 0x9e3779b97f4a7c15ull) >> 58];
    if (known.size == name.size && known.head == name.head && known.tail == name.tail) return true;
    if (!look(text)) return false;
    known = name;
    return true;
  }

 private:
  /// A name of 4 to 16 bytes as its first and last eight, or four.
  struct Entry {
    std::uint64_t head = 0, tail = 0;
    std::size_t size = 0;
  };
  template <class Number>
  static Entry entry_with(std::string_view text) {
    Number head = 0, tail = 0;
    std::memcpy(&head, text.data(), sizeof head);
    std::memcpy(&tail, text.data() + text.size() - sizeof tail, sizeof tail);
    return {head, tail, text.size()};
  }
  static Entry entry_of(std::string_view text) {
    return text.size() < 8 ? entry_with<std::uint32_t>(text) : entry_with<std::uint64_t>(text);
  }
  static bool look(std::string_view text);

  std::array<Entry, 64> known_{};
};

}  // namespace afterword
