#include "document/marker_scan.h"

#include <cstring>

namespace afterword {

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

std::uint32_t end_of_line(std::string_view text, std::uint32_t at) {
  if (at >= text.size()) return static_cast<std::uint32_t>(text.size());
  const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
  auto end = found ? static_cast<std::uint32_t>(static_cast<const char*>(found) - text.data())
                   : static_cast<std::uint32_t>(text.size());
  if (end > at && text[end - 1] == '\r') --end;
  return end;
}

std::uint32_t next_line(std::string_view text, std::uint32_t at) {
  if (at >= text.size()) return static_cast<std::uint32_t>(text.size());
  const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
  return found ? static_cast<std::uint32_t>(static_cast<const char*>(found) - text.data()) + 1
               : static_cast<std::uint32_t>(text.size());
}

std::uint32_t run_of(std::string_view text, std::uint32_t at, char c) {
  std::uint32_t end = at;
  while (end < text.size() && text[end] == c) ++end;
  return end - at;
}

bool is_thematic_break(std::string_view text, std::uint32_t at) {
  const char mark = char_at(text, at);
  if (mark != '*' && mark != '-' && mark != '_') return false;
  std::uint32_t count = 0;
  for (; at < text.size() && !is_line_end(text[at]); ++at) {
    if (text[at] == mark) {
      ++count;
    } else if (!is_blank(text[at])) {
      return false;
    }
  }
  return count >= 3;
}

bool is_setext_underline(std::string_view text, std::uint32_t at) {
  const char mark = char_at(text, at);
  if (mark != '=' && mark != '-') return false;
  at = skip_blanks(text, at + run_of(text, at, mark));
  return at >= text.size() || is_line_end(text[at]);
}

}  // namespace afterword
