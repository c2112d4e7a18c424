#include "document/tree_reader.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {

void TreeReader::open_row() {
  open_node(NodeKind::table_row);
  if (row_line_ == unset) {
    // The head is the line above the delimiter row.
    const auto above_delimiters = [&](std::uint32_t p) {
      const std::uint32_t below = skip_blanks(text_, cursor_.enter_line(next_line(text_, p)));
      std::uint32_t at = below;
      while (at < size() && (is_blank(text_[at]) || text_[at] == '|' || text_[at] == '-' || text_[at] == ':')) ++at;
      return at > below && (at >= size() || is_line_end(text_[at]));
    };
    const std::uint32_t at = cursor_.find(above_delimiters);
    row_line_ = at == ContainerCursor::none ? std::min(cursor_.next(), size()) : cursor_.next();
    rows_ = 1;
  } else {
    // The delimiter row stands between the first row and the second.
    row_line_ = next_line(text_, row_line_);
    if (++rows_ == 2) row_line_ = next_line(text_, row_line_);
  }
  at_ = skip_blanks(text_, cursor_.enter_line(row_line_));
  top().header = in_head_;
  std::uint32_t end = std::max(at_, end_of_line(text_, at_));
  while (end > at_ && is_blank(text_[end - 1])) --end;
  top().span = top().inner = {at_, end};
  if (char_at(text_, at_) == '|') ++at_;
  column_ = 0;
}

int TreeReader::open_cell(bool header) {
  // The parser leaves out cells of no width (`a||b`); the tree has them.
  while (char_at(text_, at_) == '|') {
    Node& cell = add_leaf(NodeKind::table_cell, {at_, at_});
    cell.header = header;
    cell.number = column_++;
    ++at_;
  }
  const std::uint32_t content = skip_blanks(text_, at_);
  cell_absent_ = content >= size() || is_line_end(text_[content]);
  if (cell_absent_) {
    too_many_cells_ = ++absent_cells_ > text_.size() / 4 + 10000;
    return too_many_cells_ ? -1 : 0;  // only negative values make the parser stop everywhere
  }
  const std::uint32_t index = open_node(NodeKind::table_cell, {at_, at_});
  nodes_[index].header = header;
  nodes_[index].number = column_++;
  nodes_[index].inner = {content, content};
  at_ = content;
  leaf_open_ = leaf_begun_ = true;
  return 0;
}

void TreeReader::close_cell() {
  leaf_open_ = false;
  if (cell_absent_) return;
  close_spans();
  Node& cell = top();
  cell.inner.end = std::max(at_, cell.inner.begin);
  at_ = skip_blanks(text_, at_);
  cell.span.end = std::max(at_, cell.span.begin);
  if (char_at(text_, at_) == '|') ++at_;
  close_node();
}

}  // namespace afterword
