#include "document/tree_reader.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {

std::uint32_t TreeReader::open_node(NodeKind kind, Span span) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  Node node;
  node.kind = kind;
  node.parent = open_.empty() ? 0 : open_.back();
  node.span = span;
  nodes_.push_back(node);
  open_.push_back(index);
  return index;
}

/// Closes the innermost node and makes sure that its parent covers it.
void TreeReader::close_node() {
  const std::uint32_t index = open_.back();
  open_.pop_back();
  Node& node = nodes_[index];
  node.after = static_cast<std::uint32_t>(nodes_.size());
  if (node.span.begin == unset) node.span = {std::min(cursor_.next(), size()), std::min(cursor_.next(), size())};
  node.span.end = std::max(node.span.end, node.span.begin);
  if (node.inner.end == 0) node.inner = {node.span.begin, node.span.begin};
  if (open_.empty()) return;
  Node& parent = nodes_[open_.back()];
  if (parent.span.begin == unset) {
    parent.span = node.span;
  } else {
    parent.span = join(parent.span, {node.span.begin, node.span.end});
  }
}

Node& TreeReader::add_leaf(NodeKind kind, Span span) {
  Node node;
  node.kind = kind;
  node.parent = open_.back();
  node.span = node.inner = span;
  nodes_.push_back(node);
  nodes_.back().after = static_cast<std::uint32_t>(nodes_.size());
  return nodes_.back();
}

// Blocks

int TreeReader::enter_block(MD_BLOCKTYPE type, void* detail) {
  close_paragraph_of_item();
  switch (type) {
    case MD_BLOCK_DOC:
      open_node(NodeKind::document, {0, size()});
      break;
    case MD_BLOCK_QUOTE:
      cursor_.open(open_node(NodeKind::quote), '>');
      break;
    case MD_BLOCK_UL: {
      const auto& list = *static_cast<MD_BLOCK_UL_DETAIL*>(detail);
      open_list(false, list.is_tight != 0, 0, list.mark);
      break;
    }
    case MD_BLOCK_OL: {
      const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      open_list(true, list.is_tight != 0, list.start, list.mark_delimiter);
      break;
    }
    case MD_BLOCK_LI:
      open_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
      break;
    case MD_BLOCK_HR:
      add_thematic_break();
      break;
    case MD_BLOCK_H:
      open_node(NodeKind::heading);
      top().level = static_cast<std::uint8_t>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      leaf_open_ = true;
      leaf_begun_ = false;
      break;
    case MD_BLOCK_CODE:
      open_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail));
      break;
    case MD_BLOCK_HTML:
      open_node(NodeKind::html_block);
      fence_ = 0;
      break;
    case MD_BLOCK_P:
      open_node(NodeKind::paragraph);
      leaf_open_ = true;
      leaf_begun_ = false;
      break;
    case MD_BLOCK_TABLE:
      open_node(NodeKind::table);
      row_line_ = unset;
      break;
    case MD_BLOCK_THEAD:
      in_head_ = true;
      break;
    case MD_BLOCK_TBODY:
      in_head_ = false;
      break;
    case MD_BLOCK_TR:
      open_row();
      break;
    case MD_BLOCK_TH:
      return open_cell(true);
    case MD_BLOCK_TD:
      return open_cell(false);
  }
  return 0;
}

int TreeReader::leave_block(MD_BLOCKTYPE type) {
  close_paragraph_of_item();
  switch (type) {
    case MD_BLOCK_HR:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
      return 0;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_LI:
      cursor_.close();
      task_at_ = unset;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      next_number_.pop_back();
      bullets_.pop_back();
      break;
    case MD_BLOCK_H:
      close_heading();
      break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
      close_code();
      break;
    case MD_BLOCK_P:
      close_leaf();
      break;
    case MD_BLOCK_TR:
      cursor_.leave_line_of(row_line_);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      close_cell();
      return 0;
    case MD_BLOCK_DOC:
    case MD_BLOCK_TABLE:
      break;
  }
  close_node();
  return 0;
}

void TreeReader::open_list(bool ordered, bool tight, unsigned start, char mark) {
  open_node(NodeKind::list);
  top().ordered = ordered;
  top().tight = tight;
  top().number = start;
  next_number_.push_back(start);
  bullets_.push_back(mark);
  top().level = static_cast<std::uint8_t>(std::min<std::size_t>(bullets_.size(), 255));
}

void TreeReader::open_item(const MD_BLOCK_LI_DETAIL& detail) {
  const bool ordered = top().ordered;
  const std::uint8_t level = top().level;
  const std::uint32_t index = open_node(NodeKind::item);
  cursor_.open(index, bullets_.back());
  Node& item = nodes_[index];
  item.level = level;
  item.ordered = ordered;
  item.number = ordered ? next_number_.back()++ : 0;
  item.task = detail.is_task != 0;
  item.checked = item.task && detail.task_mark != ' ';
  task_at_ = item.task ? detail.task_mark_offset + 2 : unset;
}

/// The parser leaves out the paragraphs of tight lists. The tree has them always, as CommonMark's own does.
void TreeReader::open_paragraph_of_item() {
  if (leaf_open_ || top().kind != NodeKind::item) return;
  open_node(NodeKind::paragraph);
  leaf_open_ = paragraph_added_ = true;
  leaf_begun_ = false;
}

void TreeReader::close_paragraph_of_item() {
  if (!paragraph_added_) return;
  paragraph_added_ = false;
  close_leaf();
  close_node();
}

void TreeReader::add_thematic_break() {
  const std::uint32_t at = cursor_.find([&](std::uint32_t p) { return is_thematic_break(text_, p); });
  open_node(NodeKind::thematic_break);
  if (at != ContainerCursor::none) {
    top().span = {at, end_of_line(text_, at)};
    cursor_.leave_line_of(at);
  }
  close_node();
}

}  // namespace afterword
