#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// The offset behind a footnote's mark `[^label]` that begins at `at`, or 0 if none does. A label has 1–120 bytes and
/// neither white space nor brackets. Markdown's own standard knows no footnotes, so its parser leaves them as text.
[[nodiscard]] inline std::uint32_t footnote_end(std::string_view content, std::uint32_t at) {
  constexpr std::uint32_t longest = 120;
  if (at + 3 >= content.size() || content[at] != '[' || content[at + 1] != '^') return 0;
  for (std::uint32_t i = at + 2; i < content.size() && i - at <= longest + 2; ++i) {
    const char c = content[i];
    if (c == ']') return i > at + 2 ? i + 1 : 0;
    if (c == '[' || static_cast<unsigned char>(c) <= ' ') return 0;
  }
  return 0;
}

/// The offset behind all marks that follow one another from `at` on; `at` where none does.
[[nodiscard]] inline std::uint32_t behind_footnotes(std::string_view content, std::uint32_t at) {
  while (const std::uint32_t end = footnote_end(content, at)) at = end;
  return at;
}

}  // namespace afterword
