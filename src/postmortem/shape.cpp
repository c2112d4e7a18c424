#include "postmortem/shape.h"

namespace afterword {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_mark(char c) {
  return c == '_' || c == '*' || c == '~';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// How many bytes a dash, colon or bullet at the front has; 0 if there is none.
std::size_t mark_size(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ':' || text[0] == '-' || text[0] == '|' || text[0] == '=') return 1;
  for (const std::string_view mark : {"–", "—", "：", "→", "―"})
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

}  // namespace

Span trim(std::string_view plain, Span span) {
  while (span.begin < span.end && (is_blank(plain[span.begin]) || is_mark(plain[span.begin]))) ++span.begin;
  while (span.end > span.begin && (is_blank(plain[span.end - 1]) || is_mark(plain[span.end - 1]))) --span.end;
  if (span.size() > 2 && plain[span.begin] == '-' && is_digit(plain[span.begin + 1])) ++span.begin;
  return span;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::uint32_t skip_label(std::string_view plain, const Line& line) {
  std::uint32_t i = line.label.end;
  // The label's own colon may be inside the bold run.
  if (line.label.end > line.label.begin && plain[line.label.end - 1] == ':') {
    while (i < line.plain.end && is_blank(plain[i])) ++i;
    return i;
  }
  std::uint32_t at = i;
  while (at < line.plain.end && (is_blank(plain[at]) || is_mark(plain[at]))) ++at;
  const std::size_t mark = mark_size(plain.substr(at, line.plain.end - at));
  if (mark == 0) return i;
  i = at + static_cast<std::uint32_t>(mark);
  while (i < line.plain.end && is_blank(plain[i])) ++i;
  return i;
}

bool starts_like_heading(std::string_view text) {
  if (text.empty()) return false;
  const unsigned char c = static_cast<unsigned char>(text[0]);
  return (c >= 'A' && c <= 'Z') || c >= 0xc3 || c == '[' || c == '#' || is_digit(text[0]);
}

}  // namespace afterword
