#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

// Small readers of Markdown's marks. `at` is an offset of `text`; each returns the offset after what it read.

[[nodiscard]] inline char char_at(std::string_view text, std::uint32_t at) {
  return at < text.size() ? text[at] : '\0';
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}
[[nodiscard]] constexpr bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}
[[nodiscard]] constexpr bool is_space(char c) {
  return is_blank(c) || is_line_end(c);
}
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

[[nodiscard]] std::uint32_t skip_blanks(std::string_view text, std::uint32_t at);
/// To the first byte of the line end, or the end of the text.
[[nodiscard]] std::uint32_t end_of_line(std::string_view text, std::uint32_t at);
/// To the first byte of the next line.
[[nodiscard]] std::uint32_t next_line(std::string_view text, std::uint32_t at);
/// How many of `c` stand at `at`.
[[nodiscard]] std::uint32_t run_of(std::string_view text, std::uint32_t at, char c);
/// `*`, `-` or `_` three times or more, and nothing else on the line.
[[nodiscard]] bool is_thematic_break(std::string_view text, std::uint32_t at);
/// A run of `=` or of `-`, and nothing else on the line.
[[nodiscard]] bool is_setext_underline(std::string_view text, std::uint32_t at);

}  // namespace afterword
