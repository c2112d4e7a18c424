#include "document/tree_reader.h"

#include <algorithm>

#include "document/link_scan.h"
#include "document/marker_scan.h"

namespace afterword {

void TreeReader::locate_leaf(std::uint32_t offset) {
  std::uint32_t content = cursor_.go_to(offset);
  while (content < offset && is_blank(text_[content])) ++content;
  begin_leaf(content);
}

/// A leaf that begins with markup and has no text yet (an image without words): the first line with that mark.
void TreeReader::locate_leaf_by_mark(MD_SPANTYPE type) {
  const auto begins_so = [&](std::uint32_t p) {
    if (task_at_ != unset && p < task_at_) p = skip_blanks(text_, std::min(task_at_, end_of_line(text_, p)));
    if (char_at(text_, p) == '#' && top().kind == NodeKind::heading) {
      p = skip_blanks(text_, p + run_of(text_, p, '#'));
    }
    const char c = char_at(text_, p);
    if (p >= size() || is_line_end(c)) return false;
    switch (type) {
      case MD_SPAN_EM:
      case MD_SPAN_STRONG:
        return c == '*' || c == '_';
      case MD_SPAN_CODE:
        return c == '`';
      case MD_SPAN_IMG:
        return c == '!';
      case MD_SPAN_DEL:
        return c == '~';
      case MD_SPAN_A: {
        // `[word]: target` defines a link and is no text.
        if (c != '[') return c != '>';
        const std::uint32_t end = skip_brackets(text_, p);
        return end == p || char_at(text_, end) != ':';
      }
      default:
        return true;
    }
  };
  const std::uint32_t at = cursor_.find(begins_so);
  begin_leaf(at == ContainerCursor::none ? std::min(cursor_.next(), size()) : at);
}

void TreeReader::begin_leaf(std::uint32_t content) {
  leaf_begun_ = true;
  Node& leaf = top();
  at_ = content;
  if (task_at_ != unset && task_at_ >= at_ && task_at_ <= end_of_line(text_, at_)) at_ = skip_blanks(text_, task_at_);
  task_at_ = unset;
  leaf.span = {at_, at_};
  if (leaf.kind == NodeKind::heading) {
    const std::uint32_t run = run_of(text_, at_, '#');
    heading_is_atx_ = run == leaf.level;
    if (heading_is_atx_) at_ = skip_blanks(text_, at_ + run);
  }
  leaf.inner = {at_, at_};
}

void TreeReader::close_heading() {
  close_spans();
  Node& heading = top();
  if (!leaf_begun_) {
    // A heading without text: only its marks can be looked for.
    const std::uint32_t at = cursor_.find([&](std::uint32_t p) { return run_of(text_, p, '#') == top().level; });
    heading_is_atx_ = true;
    begin_leaf(at == ContainerCursor::none ? std::min(cursor_.next(), size()) : at);
  }
  leaf_open_ = false;
  heading.inner.end = at_;
  heading.span.end = end_of_line(text_, at_);
  cursor_.leave_line_of(at_);
  if (heading_is_atx_) return;
  const std::uint32_t underline = cursor_.enter_line(cursor_.next());
  if (is_setext_underline(text_, skip_blanks(text_, underline))) {
    heading.span.end = end_of_line(text_, underline);
    cursor_.leave_line_of(underline);
  }
}

void TreeReader::close_leaf() {
  close_spans();
  leaf_open_ = false;
  Node& leaf = top();
  if (!leaf_begun_) return;
  leaf.inner.end = leaf.span.end = std::max(at_, leaf.span.begin);
  cursor_.leave_line_of(at_);
}

}  // namespace afterword
