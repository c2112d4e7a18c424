#include "document/format_writer.h"
#include "document/marker_scan.h"

namespace afterword {
namespace {

bool is_word_byte(char c) {
  return is_letter(c) || is_digit(c) || (c & 0x80) != 0;
}

/// Whether `_` could begin emphasis after this byte, or end it before this one.
bool may_stand_before(char c) {
  return c == '\0' || is_space(c) || std::string_view("([{\"'").find(c) != std::string_view::npos;
}
bool may_stand_after(char c) {
  return c == '\0' || is_space(c) || std::string_view(".,;:!?)]}\"'").find(c) != std::string_view::npos;
}

void convert(std::string& out, std::string_view source, const Node& node, char from, std::uint32_t size) {
  const Span span = node.span;
  if (span.size() < 2 * size + 1 || node.inner != Span{span.begin + size, span.end - size}) return;
  const std::string_view inner = node.inner.in(source);
  if (inner.find_first_of("*_\n\r`\\<[") != std::string_view::npos) return;
  if (!is_word_byte(inner.front()) || !is_word_byte(inner.back())) return;
  const std::string marks(size, from);
  if (source.substr(span.begin, size) != marks || source.substr(span.end - size, size) != marks) return;
  const char before = span.begin > 0 ? source[span.begin - 1] : '\0';
  if (!may_stand_before(before) || !may_stand_after(char_at(source, span.end))) return;
  const char to = from == '*' ? '_' : '*';
  for (std::uint32_t k = 0; k < size; ++k) out[span.begin + k] = out[span.end - 1 - k] = to;
}

}  // namespace

std::string with_canonical_emphasis(std::string_view source, const std::vector<Node>& nodes) {
  std::string out(source);
  for (const Node& node : nodes) {
    if (node.kind == NodeKind::emphasis) convert(out, source, node, '*', 1);
    if (node.kind == NodeKind::strong) convert(out, source, node, '_', 2);
  }
  return out;
}

}  // namespace afterword
