#include "document/label.h"

#include <algorithm>

#include "base/byte_scan.h"
#include "document/marker_scan.h"

namespace afterword {
namespace {

constexpr std::uint32_t label_size_max = 72;
constexpr std::uint32_t label_words_max = 6;

/// Bytes of a multi-byte character that is a symbol rather than a letter: arrows, bullets, emoji (U+2000–U+2BFF,
/// U+1F000–U+1FFFF, variation selectors). 0 if the bytes at `at` are not one.
std::uint32_t symbol_size(std::string_view text, std::uint32_t at) {
  const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(char_at(text, i)); };
  if (byte(at) == 0xE2 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0xAF) return 3;
  if (byte(at) == 0xEF && byte(at + 1) == 0xB8) return 3;
  if (byte(at) == 0xF0 && byte(at + 1) == 0x9F) return 4;
  if (byte(at) == 0xC2 && byte(at + 1) >= 0xA0) return 2;
  return 0;
}

/// After an emoji written as `:warning:`, or `at`.
std::uint32_t skip_shortcode(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::uint32_t i = at + 1;
  while (i < end && (is_letter(text[i]) || is_digit(text[i]) || text[i] == '_' || text[i] == '+' || text[i] == '-'))
    ++i;
  return i > at + 1 && i < end && text[i] == ':' ? i + 1 : at;
}

/// The first byte of a letter or digit from `at` on, or `end`.
std::uint32_t skip_symbols(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (is_letter(text[at]) || is_digit(text[at])) break;
    if (text[at] == ':') {
      if (const std::uint32_t after = skip_shortcode(text, at, end); after > at) {
        at = after;
        continue;
      }
    }
    if (c < 0x80) {
      ++at;
    } else if (const std::uint32_t size = symbol_size(text, at); size > 0) {
      at += size;
    } else {
      break;
    }
  }
  return std::min(at, end);
}

/// "10:30", "3 PM", "14h05", "09.30 – 10.00": begins with a number that a clock could show.
bool is_clock(std::string_view text) {
  std::uint32_t at = 0;
  while (is_digit(char_at(text, at))) ++at;
  if (at == 0 || at > 2) return false;
  const char c = char_at(text, at);
  if ((c == ':' || c == '.' || c == 'h' || c == 'H') && is_digit(char_at(text, at + 1))) return true;
  at = skip_blanks(text, at);
  const char half = static_cast<char>(char_at(text, at) | 0x20);
  const char m = static_cast<char>(char_at(text, at + 1) | 0x20);
  return (half == 'a' || half == 'p') && (m == 'm' || char_at(text, at + 1) == '.') &&
         !is_letter(char_at(text, at + 2));
}

/// Whether a clock time ("at 10:30") stands anywhere in it.
bool holds_clock(std::string_view text) {
  for (std::uint32_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == ':' && is_digit(text[i - 1]) && is_digit(text[i + 1])) return true;
  return false;
}

Span trim(std::string_view text, Span span) {
  const auto is_edge = [&](char c) { return is_space(c) || c == ':' || c == '-' || c == '*' || c == '_'; };
  while (span.end > span.begin && is_edge(text[span.end - 1])) --span.end;
  // The wide colon of East Asian text, and dashes.
  while (span.size() >= 3) {
    const std::string_view tail = text.substr(span.end - 3, 3);
    if (tail != "\xEF\xBC\x9A" && tail != "\xE2\x80\x93" && tail != "\xE2\x80\x94") break;
    span.end -= 3;
    while (span.end > span.begin && is_edge(text[span.end - 1])) --span.end;
  }
  return span;
}

Span label_before_colon(std::string_view plain, std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t limit = std::min(end, begin + label_size_max);
  if (begin >= end || is_digit(plain[begin])) return {};
  // Most lines have no colon, or no wide one, near their beginning.
  if (find_byte<':', '\xEF'>(plain.substr(begin, limit - begin)) == std::string_view::npos) return {};
  std::uint32_t words = 1;
  for (std::uint32_t i = begin; i < limit; ++i) {
    const char c = plain[i];
    if (c == ':') {
      if (i + 1 < end && !is_space(plain[i + 1])) {
        if (is_digit(plain[i + 1]) && is_digit(plain[i - 1])) return {};
        if (plain[i + 1] != '*' && plain[i + 1] != '-' && static_cast<unsigned char>(plain[i + 1]) < 0x80) return {};
      }
      const Span label = trim(plain, {begin, i});
      return label.empty() || holds_clock(label.in(plain)) ? Span{} : label;
    }
    if (plain.substr(i, 3) == "\xEF\xBC\x9A") return trim(plain, {begin, i});
    if (c == '.' || c == '!' || c == '?' || c == ';' || c == ',' || c == '|' || c == '"' || c == '=') return {};
    if (is_space(c) && i > begin && !is_space(plain[i - 1])) {
      const char following = char_at(plain, i + 1);
      // A colon set off by a space, as in French, ends the last word.
      if (following != ':' && following != '&' && following != '/' && ++words > label_words_max) return {};
    }
  }
  return {};
}

}  // namespace

Span find_label(std::string_view plain, Span line, const std::vector<Span>& bold) {
  const std::uint32_t begin = skip_symbols(plain, line.begin, line.end);
  if (begin >= line.end) return {};
  if (!bold.empty() && bold.front().begin <= begin && begin < bold.front().end) {
    Span label{begin, bold.front().end};
    // Runs that touch are one to the eye.
    for (std::size_t i = 1; i < bold.size() && skip_blanks(plain, label.end) >= bold[i].begin; ++i)
      label.end = bold[i].end;
    label = trim(plain, label);
    // "Duration: two hours" all in bold is a label and its value.
    if (const Span words = label_before_colon(plain, begin, label.end); !words.empty()) return words;
    return is_clock(label.in(plain)) ? Span{} : label;
  }
  return label_before_colon(plain, begin, line.end);
}

}  // namespace afterword
