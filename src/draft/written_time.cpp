// A scan over shapes: what is wanted is the span of the notation, not its meaning, which the reader of the input knows.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "draft/cited.h"

namespace afterword {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Bytes at the beginning of `text` that have the shape: 9 a digit, A a letter, anything else itself. 0 if they don't.
std::size_t match_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const char want = shape[i], have = text[i];
    if (want == '9' ? !is_digit(have) : want == 'A' ? !is_letter(have) : want != have) return 0;
  }
  return shape.size();
}

/// The length of what may follow a clock: seconds, a fraction, an offset or "Z", " UTC", " PM".
std::size_t match_tail(std::string_view text) {
  std::size_t n = 0;
  if (match_shape(text, ":99") != 0) n += 3;
  if (n < text.size() && (text[n] == '.' || text[n] == ',') && n + 1 < text.size() && is_digit(text[n + 1])) {
    ++n;
    while (n < text.size() && is_digit(text[n])) ++n;
  }
  const std::string_view rest = text.substr(n);
  for (const std::string_view shape :
       {"Z", "+99:99", "-99:99", "+9999", "-9999", " +9999", " -9999", " UTC", " GMT", " PM", " AM"})
    if (match_shape(rest, shape) != 0) return n + shape.size();
  return n;
}

constexpr std::array<std::string_view, 14> shapes = {
    "9999-99-99T99:99",  "9999-99-99 99:99",
    "9999/99/99 99:99",  "9999.99.99 99:99",
    "99/AAA/9999:99:99", "AAA AAA 99 99:99",
    "AAA AAA  9 99:99",  "AAA 99 99:99",
    "AAA  9 99:99",      "99 AAA 9999 99:99",
    "99-99 99:99",       "9999999 99:99",
    "999999 99:99",      "99:99",
};

}  // namespace

std::string shown_record(std::string_view bytes) {
  constexpr std::size_t most = 2048;
  const bool spread = bytes.starts_with('{') || bytes.starts_with('[') || bytes.starts_with("commit ");
  std::string out;
  for (const char c : bytes.substr(0, spread ? most : bytes.find('\n'))) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!spread)
      out += c;
    else if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\r')) out.pop_back();
  return out;
}

std::string_view written_time(std::string_view record) {
  constexpr std::size_t searched = 512;  // a header is no longer; a payload that is cited whole has its time early
  const std::string_view text = record.substr(0, searched);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && (is_digit(text[i - 1]) || is_letter(text[i - 1]))) continue;
    for (const std::string_view shape : shapes) {
      const std::size_t n = match_shape(text.substr(i), shape);
      if (n != 0) return record.substr(i, n + match_tail(record.substr(i + n)));
    }
    std::size_t digits = 0;
    while (i + digits < text.size() && is_digit(text[i + digits])) ++digits;
    // Seconds since 1970 and their thousandths have 10, 13, 16 or 19 digits, and begin with 1 until the year 2033.
    if (text[i] == '1' && (digits == 10 || digits == 13 || digits == 16 || digits == 19))
      return record.substr(i, digits);
  }
  return {};
}

}  // namespace afterword
