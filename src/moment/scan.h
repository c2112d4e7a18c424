#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Steps that every reader of notations shares. All of them look at a bounded number of bytes, which is what keeps
/// reading linear. A position past the end reads as NUL. Readers return the position behind what they read, or 0 for
/// "not here" (nothing that is read is empty, so 0 is free).
namespace afterword::notation {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c);
}
[[nodiscard]] constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c + 32) : c;
}

[[nodiscard]] constexpr char at(std::string_view text, std::size_t i) {
  return i < text.size() ? text[i] : '\0';
}
[[nodiscard]] constexpr bool starts_at(std::string_view text, std::size_t i, std::string_view what) {
  return i <= text.size() && text.substr(i, what.size()) == what;
}

/// Bytes of the space at `i` (blank, tab, the no-break and thin spaces of typographers, ideographic), or 0.
[[nodiscard]] constexpr std::size_t space_size(std::string_view text, std::size_t i) {
  const char c = at(text, i);
  if (c == ' ' || c == '\t') return 1;
  if (c == '\xC2' && at(text, i + 1) == '\xA0') return 2;
  if (c == '\xE2' && (starts_at(text, i, "\u202F") || starts_at(text, i, "\u2009"))) return 3;
  if (c == '\xE3' && starts_at(text, i, "\u3000")) return 3;
  return 0;
}

/// Behind the spaces at `i`; at most 24 of them, more is a column of a drawing and not a gap in a sentence.
[[nodiscard]] constexpr std::size_t skip_spaces(std::string_view text, std::size_t i) {
  for (int n = 0; n < 24; ++n) {
    const std::size_t size = space_size(text, i);
    if (size == 0) break;
    i += size;
  }
  return i;
}

/// Bytes of the dash at `i` (hyphen, no-break hyphen, en, em, minus), or 0.
[[nodiscard]] constexpr std::size_t dash_size(std::string_view text, std::size_t i) {
  const char c = at(text, i);
  if (c == '-') return 1;
  if (c != '\xE2') return 0;
  for (std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
    if (starts_at(text, i, dash)) return 3;
  }
  return 0;
}

/// Bytes of a colon at `i`, the full-width one of East Asia too, or 0.
[[nodiscard]] constexpr std::size_t colon_size(std::string_view text, std::size_t i) {
  if (at(text, i) == ':') return 1;
  return starts_at(text, i, "\uFF1A") ? 3 : 0;
}

struct Number {
  std::int32_t value = 0;
  std::uint8_t digits = 0;  ///< 0 = no number here; at most 9 are read
  std::size_t end = 0;
};

/// The digits at `i`; `digits` is 9 with a digit still following for anything longer.
[[nodiscard]] constexpr Number read_number(std::string_view text, std::size_t i) {
  Number n{.end = i};
  while (n.digits < 9 && is_digit(at(text, n.end))) {
    n.value = n.value * 10 + (text[n.end] - '0');
    ++n.digits;
    ++n.end;
  }
  return n;
}

struct WordAt {
  std::size_t end = 0;
  std::uint32_t hash = 0;  ///< of the lower-case form
  bool capital = false;
};

inline constexpr std::size_t word_bytes_max = 24;

/// The word at `i`: Latin letters, accented ones of Western Europe included. `end` is `i` where there is none.
[[nodiscard]] constexpr WordAt read_word(std::string_view text, std::size_t i) {
  WordAt word{.end = i, .hash = 2166136261u, .capital = is_upper(at(text, i))};
  while (word.end < text.size() && word.end - i < word_bytes_max) {
    const char c = text[word.end];
    if (is_letter(c)) {
      word.hash = (word.hash ^ static_cast<unsigned char>(to_lower(c))) * 16777619u;
      ++word.end;
    } else if (c == '\xC3' && word.end + 1 < text.size()) {
      unsigned char low = static_cast<unsigned char>(text[word.end + 1]);
      if (low >= 0x80 && low <= 0x9E) low = static_cast<unsigned char>(low + 0x20);  // Ä is read as ä
      word.hash = (word.hash ^ 0xC3u) * 16777619u;
      word.hash = (word.hash ^ low) * 16777619u;
      word.end += 2;
    } else {
      break;
    }
  }
  return word;
}

[[nodiscard]] consteval std::uint32_t hash_of(std::string_view lower) {
  return read_word(lower, 0).hash;
}

/// Whether something written here may end at `i`: no letter, digit or underscore continues it.
[[nodiscard]] constexpr bool ends_word(std::string_view text, std::size_t i) {
  const char c = at(text, i);
  return !is_letter(c) && !is_digit(c) && c != '_' && c != '\xC3';
}

/// Behind the emphasis marks of Markdown at `i` ("**8:00** EST"); at most three.
[[nodiscard]] constexpr std::size_t skip_emphasis(std::string_view text, std::size_t i) {
  for (int n = 0; n < 3 && (at(text, i) == '*' || at(text, i) == '_' || at(text, i) == '`'); ++n) ++i;
  return i;
}

}  // namespace afterword::notation
