#include "document/html_lines.h"

#include <algorithm>

#include "document/entities.h"
#include "document/marker_scan.h"

namespace afterword {

void HtmlReader::begin_block(const Line& around) {
  around_ = around;
  writer_.next.continuation = around.continuation;
  refresh();
}

void HtmlReader::end_block() {
  writer_.end_block();
  heading_ = 0;
  header_ = preformatted_ = hidden_ = false;
}

void HtmlReader::reset() {
  lists_.clear();
  quotes_ = 0;
}

/// Makes the lines to come look as the open tags say.
void HtmlReader::refresh() {
  const bool continuation = writer_.next.continuation;
  Line& next = writer_.next;
  next = around_;
  next.continuation = continuation;
  next.quoted = next.quoted || quotes_ > 0;
  if (!lists_.empty()) {
    next.depth = static_cast<std::uint8_t>(std::min<std::size_t>(255, around_.depth + lists_.size()));
    next.ordered = lists_.back().ordered;
    if (next.kind == LineKind::paragraph) next.kind = LineKind::item;
  }
  if (heading_ > 0) {
    next.kind = LineKind::heading;
    next.level = heading_;
  }
  if (writer_.in_row()) {
    next.kind = LineKind::cell_row;
    next.header = header_;
  }
  if (preformatted_) next.kind = LineKind::code;
}

/// What follows is not the rest of what came before, unless both are inside an item.
void HtmlReader::begin_unit() {
  if (lists_.empty() && around_.depth == 0) writer_.next.continuation = false;
}

void HtmlReader::read_list_tag(const Tag& tag) {
  if (writer_.in_row()) return;
  writer_.end_line();
  if (tag.kind == TagKind::item) {
    if (lists_.empty() && !tag.closing) lists_.push_back({});
    if (!lists_.empty()) lists_.back().item = !tag.closing;
    if (!tag.closing) writer_.next.continuation = false;
  } else if (tag.closing) {
    if (!lists_.empty()) lists_.pop_back();
    begin_unit();
  } else if (lists_.size() < 255) {
    lists_.push_back({tag.kind == TagKind::ordered_list, false});
  }
  refresh();
}

void HtmlReader::read_row_tag(const Tag& tag, std::uint32_t at) {
  if (tag.kind == TagKind::table || tag.kind == TagKind::row) {
    if (writer_.in_row()) {
      writer_.end_row();
    } else {
      writer_.end_line();
    }
    header_ = false;
    begin_unit();
    refresh();
    return;
  }
  writer_.end_cell();
  if (tag.closing) return;
  if (!writer_.in_row()) {
    writer_.end_line();
    writer_.begin_row();
    header_ = tag.kind == TagKind::header_cell;
    writer_.next.continuation = false;
    refresh();
  }
  writer_.begin_cell(at);
}

void HtmlReader::read_image(const Tag& tag, std::uint32_t at) {
  const bool alone = writer_.line_is_empty();
  writer_.add_image(at);
  const Span words = attribute_of(content_, tag, "alt");
  if (!alone || words.empty()) return;
  writer_.begin_code();
  writer_.copy(words);
  writer_.end_code();
}

void HtmlReader::read_tag(const Tag& tag, std::uint32_t at) {
  switch (tag.kind) {
    case TagKind::none:
    case TagKind::other:
    case TagKind::comment:
      break;
    case TagKind::bold:
      tag.closing ? writer_.end_bold() : writer_.begin_bold();
      break;
    case TagKind::code:
      tag.closing ? writer_.end_code() : writer_.begin_code();
      break;
    case TagKind::heading:
      writer_.end_line();
      heading_ = tag.closing ? 0 : tag.level;
      writer_.next.continuation = false;
      refresh();
      break;
    case TagKind::list:
    case TagKind::ordered_list:
    case TagKind::item:
      read_list_tag(tag);
      break;
    case TagKind::table:
    case TagKind::row:
    case TagKind::cell:
    case TagKind::header_cell:
      read_row_tag(tag, at);
      break;
    case TagKind::preformatted:
      writer_.end_line();
      preformatted_ = !tag.closing;
      begin_unit();
      refresh();
      break;
    case TagKind::quote:
      writer_.end_line();
      if (!tag.closing) {
        ++quotes_;
      } else if (quotes_ > 0) {
        --quotes_;
      }
      begin_unit();
      refresh();
      break;
    case TagKind::line_break:
    case TagKind::block:
    case TagKind::summary:
      if (tag.kind == TagKind::summary && tag.closing) writer_.end_bold();
      if (writer_.in_row()) {
        if (!writer_.line_is_empty()) writer_.put(" ", {at, tag.end});
      } else {
        writer_.end_line();
        if (tag.kind != TagKind::line_break) begin_unit();
      }
      if (tag.kind == TagKind::summary && !tag.closing) writer_.begin_bold();
      break;
    case TagKind::image:
      read_image(tag, at);
      break;
    case TagKind::hidden:
      hidden_ = !tag.closing;
      break;
  }
}

std::uint32_t HtmlReader::read_text(Span line, std::uint32_t limit) {
  std::uint32_t at = line.begin;
  std::uint32_t text = at;
  const auto flush = [&] {
    if (at > text && !hidden_) writer_.copy({text, at});
  };
  while (at < line.end) {
    const char c = content_[at];
    if (c == '<') {
      const Tag tag = afterword::read_tag(content_, at, limit);
      if (tag.kind != TagKind::none) {
        flush();
        if (!hidden_ || tag.kind == TagKind::hidden) read_tag(tag, at);
        at = text = tag.end;
        continue;
      }
    } else if (c == '&') {
      const std::uint32_t end = entity_end(content_, at);
      const std::string decoded = end > at ? decode_entity(content_.substr(at, end - at)) : std::string();
      if (!decoded.empty()) {
        flush();
        if (!hidden_) writer_.put(decoded, {at, end});
        at = text = end;
        continue;
      }
    }
    ++at;
  }
  flush();
  return at;
}

}  // namespace afterword
