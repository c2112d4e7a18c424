#include "document/bare_list.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {
namespace {

enum class MarkKind : std::uint8_t { none, bullet, dash, number, emoji };

struct Mark {
  MarkKind kind = MarkKind::none;
  std::string_view glyph;  ///< which one, for marks that must be the same twice
  std::uint32_t number = 0;
  std::uint32_t begin = 0, end = 0;
  bool glued = false;
};

constexpr std::string_view bullets[] = {
    "•", "◦", "▪", "▫", "‣", "⁃", "●", "○", "■", "□", "►", "➤", "➢", "·", "∙", "\xEF\x82\xB7", "\xEF\x82\xA7"};

/// Bytes of an emoji or dingbat at the beginning, with its variation selector; 0 if there is none.
std::uint32_t emoji_size(std::string_view text) {
  const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(char_at(text, i)); };
  std::uint32_t size = 0;
  if (byte(0) == 0xF0 && byte(1) == 0x9F) {
    size = 4;
  } else if (byte(0) == 0xE2 && ((byte(1) >= 0x8C && byte(1) <= 0x8F) || (byte(1) >= 0x98 && byte(1) <= 0x9E) ||
                                 (byte(1) >= 0xAC && byte(1) <= 0xAD) || byte(1) == 0x86 || byte(1) == 0x87)) {
    size = 3;
  }
  if (size > 0 && byte(size) == 0xEF && byte(size + 1) == 0xB8) size += 3;
  return std::min(size, static_cast<std::uint32_t>(text.size()));
}

/// `2)`, `2.`, `(2)` or a keycap digit.
Mark read_number(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  Mark mark;
  std::uint32_t at = begin;
  const bool bracket = char_at(text, at) == '(';
  if (bracket) ++at;
  const std::uint32_t digits = at;
  while (at < end && is_digit(text[at])) mark.number = mark.number * 10 + static_cast<std::uint32_t>(text[at++] - '0');
  if (at == digits || at - digits > 2) return {};
  if (text.substr(at, 6) == "\xEF\xB8\x8F\xE2\x83\xA3") {
    at += 6;
  } else if (char_at(text, at) == ')' || (!bracket && char_at(text, at) == '.')) {
    ++at;
  } else {
    return {};
  }
  mark.kind = MarkKind::number;
  mark.begin = begin;
  mark.end = at;
  mark.glued = at < end && !is_blank(text[at]);
  return mark;
}

Mark read_mark(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return {};
  const char c = text[begin];
  if (is_letter(c)) return {};
  if (is_digit(c) || c == '(') return read_number(text, begin, end);
  Mark mark;
  mark.begin = begin;
  const std::string_view line = text.substr(begin, end - begin);
  if (c == '-' || c == '*' || c == '+') {
    const char following = char_at(line, 1);
    if (!is_letter(following) && !is_digit(following) && following != '[' && following != '"' &&
        static_cast<unsigned char>(following) < 0x80)
      return {};
    mark.kind = MarkKind::dash;
    mark.glyph = line.substr(0, 1);
  } else if (static_cast<unsigned char>(c) >= 0x80) {
    for (std::string_view bullet : bullets)
      if (line.starts_with(bullet)) mark = {MarkKind::bullet, line.substr(0, bullet.size()), 0, begin, 0, false};
    if (mark.kind == MarkKind::none && (line.starts_with("–") || line.starts_with("—"))) {
      mark.kind = MarkKind::dash;
      mark.glyph = line.substr(0, 3);
    } else if (const std::uint32_t size = emoji_size(line); mark.kind == MarkKind::none && size > 0) {
      mark.kind = MarkKind::emoji;
      mark.glyph = line.substr(0, size);
    }
  }
  mark.end = begin + static_cast<std::uint32_t>(mark.glyph.size());
  return mark;
}

/// The mark that begins the text node at `i`, if it is one that begins a line.
Mark mark_of(std::string_view content, const std::vector<Node>& nodes, std::uint32_t i) {
  if (i >= nodes.size() || nodes[i].kind != NodeKind::text || nodes[i].span.begin != nodes[i].inner.begin) return {};
  const Span text = nodes[i].inner;
  return read_mark(content, std::min(skip_blanks(content, text.begin), text.end), text.end);
}

bool belong_together(const Mark& a, const Mark& b) {
  if (a.kind != b.kind || a.kind == MarkKind::none) return false;
  if (a.kind == MarkKind::number) return a.number + 1 == b.number || b.number + 1 == a.number;
  return a.kind == MarkKind::bullet || a.glyph == b.glyph;
}

std::vector<Mark> marks_of(std::string_view content, const std::vector<Node>& nodes, std::uint32_t paragraph) {
  std::vector<Mark> marks;
  bool begins_line = true;
  for (std::uint32_t i = paragraph + 1; i < nodes[paragraph].after; i = nodes[i].after) {
    if (begins_line) {
      const Mark mark = mark_of(content, nodes, i);
      if (mark.kind != MarkKind::none) marks.push_back(mark);
    }
    const NodeKind kind = nodes[i].kind;
    begins_line = kind == NodeKind::soft_break || kind == NodeKind::hard_break ||
                  (kind == NodeKind::html_inline && nodes[i].span.in(content).starts_with("<br"));
  }
  return marks;
}

}  // namespace

std::vector<BareItem> find_bare_items(std::string_view content, const std::vector<Node>& nodes, std::uint32_t paragraph,
                                      std::uint32_t paragraph_before) {
  const std::vector<Mark> marks = marks_of(content, nodes, paragraph);
  if (marks.empty()) return {};
  const auto first_mark_of = [&](std::uint32_t node) {
    const bool beside = node > 0 && node < nodes.size() && nodes[node].kind == NodeKind::paragraph &&
                        nodes[node].parent == nodes[paragraph].parent;
    return beside ? mark_of(content, nodes, node + 1) : Mark{};
  };
  const Mark before = first_mark_of(paragraph_before);
  const Mark after = first_mark_of(nodes[paragraph].after);
  std::vector<BareItem> items;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    const bool believed = mark.kind == MarkKind::bullet || belong_together(mark, i > 0 ? marks[i - 1] : before) ||
                          belong_together(mark, i + 1 < marks.size() ? marks[i + 1] : after);
    if (!believed) continue;
    items.push_back({mark.begin, skip_blanks(content, mark.end), mark.kind == MarkKind::number,
                     mark.kind == MarkKind::number && mark.glued && is_ascii_punctuation(content[mark.end - 1])});
  }
  return items;
}

}  // namespace afterword
