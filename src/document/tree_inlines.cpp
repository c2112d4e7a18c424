#include "document/tree_reader.h"

#include <algorithm>

#include "document/link_scan.h"
#include "document/marker_scan.h"

namespace afterword {

namespace {

NodeKind kind_of(MD_SPANTYPE type) {
  switch (type) {
    case MD_SPAN_STRONG:
      return NodeKind::strong;
    case MD_SPAN_CODE:
      return NodeKind::code;
    case MD_SPAN_DEL:
      return NodeKind::strike;
    case MD_SPAN_IMG:
      return NodeKind::image;
    case MD_SPAN_A:
      return NodeKind::link;
    default:
      return NodeKind::emphasis;
  }
}

}  // namespace

int TreeReader::enter_span(MD_SPANTYPE type, void* detail) {
  open_paragraph_of_item();
  if (!leaf_begun_) locate_leaf_by_mark(type);
  at_ = skip_blanks(text_, at_);
  const char mark = char_at(text_, at_);
  std::uint32_t mark_size = 0;
  switch (type) {
    case MD_SPAN_EM:
      mark_size = mark == '*' || mark == '_' ? 1 : 0;
      break;
    case MD_SPAN_STRONG:
      mark_size = (mark == '*' || mark == '_') && char_at(text_, at_ + 1) == mark ? 2 : 0;
      break;
    case MD_SPAN_CODE:
      mark_size = run_of(text_, at_, '`');
      break;
    case MD_SPAN_DEL:
      mark_size = std::min(2u, run_of(text_, at_, '~'));
      break;
    case MD_SPAN_IMG:
      mark_size = mark == '!' && char_at(text_, at_ + 1) == '[' ? 2 : 0;
      break;
    default:
      mark_size = mark == '[' || mark == '<' ? 1 : 0;
      break;
  }
  const std::uint32_t index = open_node(kind_of(type), {at_, at_});
  at_ += mark_size;
  nodes_[index].inner = {at_, at_};
  if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
    const MD_ATTRIBUTE& target = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
    const bool written_out = mark_size > 0 && mark != '<';  // the target of other links is their text
    if (written_out && target.size > 0 && holds(target.text) && target.size <= size() - offset_of(target.text))
      nodes_[index].target = {offset_of(target.text), offset_of(target.text) + target.size};
  }
  spans_.push_back({index, mark_size, mark_size > 0 ? mark : '\0'});
  return 0;
}

/// The parser may close a bare link inside other marks than it opened it in, or one that it never opened. The tree
/// nests: what is open inside closes too, and what is not open stays closed.
int TreeReader::leave_span(MD_SPANTYPE type) {
  constexpr std::size_t depth_max = 32;
  const NodeKind kind = kind_of(type);
  std::size_t open = spans_.size();
  while (open > 0 && spans_.size() - open < depth_max && nodes_[spans_[open - 1].node].kind != kind) --open;
  if (open == 0 || nodes_[spans_[open - 1].node].kind != kind) return 0;
  while (spans_.size() > open) close_span(Closing::by_force);
  close_span(Closing::by_mark);
  return 0;
}

void TreeReader::close_spans() {
  while (!spans_.empty()) close_span(Closing::by_force);
}

void TreeReader::close_span(Closing closing) {
  OpenSpan span = spans_.back();
  spans_.pop_back();
  Node& node = nodes_[span.node];
  node.inner.end = at_;
  if (closing == Closing::by_mark) {
    if (node.kind == NodeKind::code) {
      const std::uint32_t closer = skip_space_and_marks(at_);
      const std::uint32_t run = run_of(text_, closer, '`');
      if (run == span.mark_size) at_ = closer + run;
    } else if (node.kind == NodeKind::link || node.kind == NodeKind::image) {
      close_link(span);
    } else {
      for (std::uint32_t i = 0; i < span.mark_size && char_at(text_, at_) == span.mark; ++i) ++at_;
    }
  }
  node.span.end = at_;
  close_node();
}

void TreeReader::close_link(OpenSpan& span) {
  Node& node = nodes_[span.node];
  if (span.mark != '[' && span.mark != '!') {
    if (span.mark == '<' && char_at(text_, at_) == '>') ++at_;
    node.target = node.inner;
    return;
  }
  const std::uint32_t closer = skip_space_and_marks(at_);
  if (char_at(text_, closer) != ']') return;
  at_ = closer + 1;
  Span target;
  if (const std::uint32_t end = skip_inline_target(text_, at_, target); end > at_) {
    at_ = end;
    node.target = target;
  } else if (char_at(text_, at_) == '[') {
    at_ = skip_brackets(text_, at_);
  }
}

/// Over line breaks, with the quote marks and indentation that begin the next line.
std::uint32_t TreeReader::skip_space_and_marks(std::uint32_t at) const {
  while (at < size()) {
    if (is_blank(text_[at])) {
      ++at;
    } else if (is_line_end(text_[at])) {
      at = next_line(text_, at);
      while (at < size() && (is_blank(text_[at]) || (text_[at] == '>' && cursor_.inside_quote()))) ++at;
    } else {
      break;
    }
  }
  return at;
}

void TreeReader::add_break(NodeKind kind) {
  const std::uint32_t end = next_line(text_, at_);
  add_leaf(kind, {at_, end});
  at_ = end;
  while (at_ < size() && (is_blank(text_[at_]) || (text_[at_] == '>' && cursor_.inside_quote()))) ++at_;
}

int TreeReader::add_text(MD_TEXTTYPE type, const char* text, MD_SIZE length) {
  if (top().kind == NodeKind::code_block || top().kind == NodeKind::html_block) {
    add_code_text(text, length);
    return 0;
  }
  if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR || type == MD_TEXT_NULLCHAR) {
    open_paragraph_of_item();
    if (!leaf_begun_) locate_leaf_by_mark(MD_SPAN_U);
  }
  if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
    add_break(type == MD_TEXT_BR ? NodeKind::hard_break : NodeKind::soft_break);
    return 0;
  }
  if (type == MD_TEXT_NULLCHAR) {
    if (at_ < size()) ++at_;
    return 0;
  }
  if (holds(text)) {
    open_paragraph_of_item();
    if (!leaf_begun_) locate_leaf(offset_of(text));
    add_inline_text(type, offset_of(text), length);
  } else if (leaf_begun_) {
    // A line break inside a code span or a tag.
    add_break(NodeKind::soft_break);
  }
  return 0;
}

void TreeReader::add_inline_text(MD_TEXTTYPE type, std::uint32_t begin, std::uint32_t length) {
  const Span inner{begin, begin + length};
  if (type == MD_TEXT_HTML && text_[begin] != '<' && nodes_.size() > 1) {
    // The rest of a tag that spans lines belongs to the node of its first line.
    std::size_t last = nodes_.size() - 1;
    while (last > 0 && nodes_[last].kind == NodeKind::soft_break) --last;
    if (nodes_[last].kind == NodeKind::html_inline && nodes_[last].parent == open_.back()) {
      nodes_.resize(last + 1);
      nodes_[last].after = static_cast<std::uint32_t>(nodes_.size());
      nodes_[last].span.end = nodes_[last].inner.end = inner.end;
      at_ = inner.end;
      return;
    }
  }
  NodeKind kind = NodeKind::text;
  if (type == MD_TEXT_HTML) kind = NodeKind::html_inline;
  if (type == MD_TEXT_ENTITY) kind = NodeKind::entity;
  // Marks are read before text is, so what lies between can only be the backslash of an escape.
  const bool escaped = kind == NodeKind::text && begin > at_ && text_[begin - 1] == '\\';
  Node& node = add_leaf(kind, {escaped ? begin - 1 : begin, inner.end});
  node.inner = inner;
  at_ = inner.end;
}

}  // namespace afterword
