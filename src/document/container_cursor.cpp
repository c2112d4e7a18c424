#include "document/container_cursor.h"

#include <algorithm>

namespace afterword {

void ContainerCursor::open(std::uint32_t node, char bullet) {
  open_.push_back({.node = node, .bullet = bullet});
  if (bullet == '>') ++quotes_;
}

void ContainerCursor::close() {
  if (open_.back().line == none) {
    const std::uint32_t at = find([](std::uint32_t) { return true; });
    if (at == none) {
      put(open_.back(), std::min(next_, static_cast<std::uint32_t>(text_.size())), next_);
    } else {
      leave_line_of(at);
    }
  }
  if (open_.back().bullet == '>') --quotes_;
  open_.pop_back();
}

std::uint32_t ContainerCursor::go_to(std::uint32_t offset) {
  std::uint32_t following = next_line(text_, next_);
  while (following <= offset && following > next_) {
    enter_line(next_);
    next_ = following;
    following = next_line(text_, next_);
  }
  return std::min(enter_line(next_), offset);
}

std::uint32_t ContainerCursor::enter_line(std::uint32_t line) {
  std::uint32_t at = line;
  std::uint32_t column = 0;
  inside_ = true;
  for (Open& open : open_) {
    if (open.line == line) {
      at = open.after;
      column = open.column;
      continue;
    }
    // Nothing more can stand on a blank line, and it belongs to any item: many of them inside deep lists stay cheap.
    if (at >= text_.size() || is_line_end(text_[at])) break;
    if (open.line == none ? !place(open, line, at, column) : !continue_on_line(open, at, column)) {
      inside_ = false;
      break;
    }
  }
  return at;
}

std::uint32_t ContainerCursor::skip_columns(std::uint32_t at, std::uint32_t& column, std::uint32_t wanted) const {
  while (column < wanted && at < text_.size() && is_blank(text_[at])) {
    column = text_[at] == '\t' ? (column + 4) / 4 * 4 : column + 1;
    ++at;
  }
  return at;
}

bool ContainerCursor::continue_on_line(const Open& open, std::uint32_t& at, std::uint32_t& column) const {
  if (open.bullet == '>') {
    const std::uint32_t mark = skip_columns(at, column, column + 3);
    if (char_at(text_, mark) != '>') return false;
    ++column;
    at = skip_columns(mark + 1, column, column + 1);
    return true;
  }
  at = skip_columns(at, column, open.column);
  return column >= open.column || at >= text_.size() || is_line_end(text_[at]);
}

bool ContainerCursor::place(Open& open, std::uint32_t line, std::uint32_t& at, std::uint32_t& column) {
  const std::uint32_t mark = skip_columns(at, column, ~0u);
  std::uint32_t after = mark;
  if (open.bullet == '.' || open.bullet == ')') {
    while (is_digit(char_at(text_, after))) ++after;
    if (after == mark) return false;
  }
  if (char_at(text_, after) != open.bullet) return false;
  ++after;
  column += after - mark;
  if (open.bullet == '>') {
    at = skip_columns(after, column, column + 1);
  } else {
    if (after < text_.size() && !is_space(text_[after])) return false;
    // Content begins after up to four blanks; after more it is an indented code block, one blank in.
    std::uint32_t content_column = column;
    const std::uint32_t content = skip_columns(after, content_column, ~0u);
    const bool empty = content >= text_.size() || is_line_end(text_[content]);
    if (empty || content_column > column + 4) {
      at = skip_columns(after, column, column + 1);
      if (empty) column = std::max(column, mark - line + (after - mark) + 1);
    } else {
      at = content;
      column = content_column;
    }
  }
  open.after = at;
  open.column = column;
  put(open, mark, line);
  return true;
}

void ContainerCursor::put(Open& open, std::uint32_t begin, std::uint32_t line) {
  open.line = line;
  Node& node = nodes_[open.node];
  node.span = {begin, std::max(begin, std::min(open.after, static_cast<std::uint32_t>(text_.size())))};
  if (node.kind == NodeKind::item && nodes_[node.parent].span.begin == none) {
    nodes_[node.parent].span = node.span;
  }
}

}  // namespace afterword
