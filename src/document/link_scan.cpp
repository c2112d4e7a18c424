#include "document/link_scan.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {
namespace {

// Longer ones are read as text, so that hostile input stays linear.
constexpr std::uint32_t label_size_max = 1000;
constexpr std::uint32_t title_size_max = 4000;

std::uint32_t skip_spaces(std::string_view text, std::uint32_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

/// `<a b>` or `a(b)c`; `at` if there is none.
std::uint32_t skip_destination(std::string_view text, std::uint32_t at, Span& target) {
  if (char_at(text, at) == '<') {
    for (std::uint32_t i = at + 1; i < text.size() && !is_line_end(text[i]) && text[i] != '<'; ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == '>') {
        target = {at + 1, i};
        return i + 1;
      }
    }
    return at;
  }
  std::uint32_t depth = 0;
  std::uint32_t i = at;
  for (; i < text.size() && !is_space(text[i]) && static_cast<unsigned char>(text[i]) > 0x20; ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && is_ascii_punctuation(text[i + 1])) {
      ++i;
    } else if (text[i] == '(') {
      if (++depth > 32) return at;
    } else if (text[i] == ')') {
      if (depth == 0) break;
      --depth;
    }
  }
  if (depth > 0) return at;
  target = {at, i};
  return i;
}

std::uint32_t skip_title(std::string_view text, std::uint32_t at) {
  const char open = char_at(text, at);
  if (open != '"' && open != '\'' && open != '(') return at;
  const char close = open == '(' ? ')' : open;
  const auto limit = std::min<std::size_t>(text.size(), std::size_t{at} + title_size_max);
  for (std::uint32_t i = at + 1; i < limit; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == close) {
      return i + 1;
    }
  }
  return at;
}

}  // namespace

std::uint32_t skip_inline_target(std::string_view text, std::uint32_t at, Span& target) {
  if (char_at(text, at) != '(') return at;
  std::uint32_t end = skip_spaces(text, at + 1);
  Span found{end, end};
  end = skip_destination(text, end, found);
  const std::uint32_t gap = skip_spaces(text, end);
  if (gap > end) end = skip_spaces(text, skip_title(text, gap));
  if (char_at(text, end) != ')') return at;
  target = found;
  return end + 1;
}

std::uint32_t skip_brackets(std::string_view text, std::uint32_t at) {
  if (char_at(text, at) != '[') return at;
  const auto limit = std::min<std::size_t>(text.size(), std::size_t{at} + label_size_max);
  for (std::uint32_t i = at + 1; i < limit; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == ']') {
      return i + 1;
    } else if (text[i] == '[') {
      return at;
    }
  }
  return at;
}

}  // namespace afterword
