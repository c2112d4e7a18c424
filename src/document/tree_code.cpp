#include "document/tree_reader.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {

void TreeReader::open_code(const MD_BLOCK_CODE_DETAIL& detail) {
  open_node(NodeKind::code_block);
  fence_ = detail.fence_char;
  indentation_ = 0;
  if (fence_ == 0) return;
  Node& code = top();
  code.fenced = true;
  const std::uint32_t at = cursor_.find([&](std::uint32_t p) { return run_of(text_, p, fence_) >= 3; });
  const std::uint32_t begin = at == ContainerCursor::none ? std::min(cursor_.next(), size()) : at;
  fence_size_ = std::max(3u, run_of(text_, begin, fence_));
  line_at_ = next_line(text_, begin);
  std::uint32_t info = skip_blanks(text_, begin + run_of(text_, begin, fence_));
  std::uint32_t info_end = end_of_line(text_, begin);
  info = std::min(info, info_end);
  while (info_end > info && is_blank(text_[info_end - 1])) --info_end;
  code.span = {begin, info_end};
  code.target = {info, info_end};
  code.inner = {line_at_, line_at_};
}

/// The end of a code or HTML block: `line_at_` is the first line that was not read.
void TreeReader::close_code() {
  Node& code = top();
  cursor_.set_next(line_at_);
  if (code.span.begin == unset) code.span = code.inner = {line_at_, line_at_};
  if (fence_ == 0) return;
  const std::uint32_t at = skip_blanks(text_, cursor_.enter_line(line_at_));
  const std::uint32_t run = run_of(text_, at, fence_);
  const std::uint32_t end = skip_blanks(text_, at + run);
  code.closed =
      line_at_ < size() && cursor_.is_inside() && run >= fence_size_ && (end >= size() || is_line_end(text_[end]));
  code.inner.end = std::max(code.inner.begin, std::min(line_at_, size()));
  code.span.end = std::max(code.span.end, end_of_line(text_, code.closed ? at : line_at_ > 0 ? line_at_ - 1 : 0));
  code.inner.begin = std::min(code.inner.begin, code.span.end);
  code.inner.end = std::min(std::max(code.inner.begin, code.inner.end), code.span.end);
  if (code.closed) cursor_.leave_line_of(at);
  fence_ = 0;
}

/// A line of a code or HTML block: its indentation first, then its text, then "\n", all but the text not of the input.
void TreeReader::add_code_text(const char* text, std::uint32_t length) {
  Node& block = top();
  if (!holds(text)) {
    if (length == 1 && *text == '\n') {
      line_at_ = next_line(text_, line_at_);
      indentation_ = 0;
    } else if (*text == ' ') {
      indentation_ += length;
    }
    return;
  }
  const std::uint32_t begin = offset_of(text);
  if (block.span.begin == unset) {
    const std::uint32_t content = cursor_.go_to(begin);
    line_at_ = cursor_.next();
    const std::uint32_t first = block.kind == NodeKind::html_block ? skip_blanks(text_, content) : content;
    block.span = {std::min(first, begin), begin};
    block.inner = block.span;
  } else if (begin >= next_line(text_, line_at_)) {
    line_at_ = begin;  // lines and text always agree; should they not, the text is right
  }
  std::uint32_t first = begin;
  while (indentation_ > 0 && first > block.inner.begin && is_blank(text_[first - 1])) --first, --indentation_;
  indentation_ = 0;
  add_leaf(NodeKind::text, {first, begin + length});
  top().span.end = top().inner.end = begin + length;  // `block` may have moved
}

}  // namespace afterword
