#pragma once
#include <array>
#include <string_view>

#include "evidence/few_bytes.h"

namespace afterword {

/// Tells whether a text can be the name of a host or a program: no number alone, no level in capitals, nothing in
/// brackets. Remembers names, because the next line mostly has the same. For one thread.
class NameCheck {
 public:
  [[nodiscard]] bool operator()(std::string_view text) {
    if (text.size() < ShortText::bytes_min || text.size() > ShortText::bytes_max) return look(text);
    const ShortText name(text);
    ShortText& known = known_[name.hash() >> 56];
    if (known == name) return true;
    if (!look(text)) return false;
    known = name;
    return true;
  }

 private:
  static bool look(std::string_view text);

  std::array<ShortText, 256> known_{};
};

}  // namespace afterword
