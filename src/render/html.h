#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// Reads one code point and moves `at` behind it. A byte that begins none counts as U+FFFD.
[[nodiscard]] char32_t next_character(std::string_view utf8, std::size_t& at);

/// Appends text so that it is the same text in HTML and XML, in content and in double-quoted attributes. Control
/// characters, which neither allows, and broken bytes become U+FFFD.
void append_escaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);

/// Escaped, for a heading: a dash that joins two parts stays at the end of a line, as it is set in books.
[[nodiscard]] std::string escaped_heading(std::string_view text);

/// A coordinate: at most one decimal, no exponent, the same on every machine.
void append_number(std::string& out, double value);
[[nodiscard]] std::string number_text(double value);

/// White space runs as one space, none at the ends. For labels and attributes.
[[nodiscard]] std::string one_line(std::string_view text);
/// Lower-case ASCII letters and digits of the text joined by '-', of at most `words_max` words and `bytes_max` bytes.
[[nodiscard]] std::string slug_of(std::string_view text, int words_max, std::size_t bytes_max = 48);
/// With the first letter in upper case (ASCII only); a word such as "nginx" or "iOS" at the beginning is left alone.
[[nodiscard]] std::string with_capital(std::string_view text);

}  // namespace afterword
