#include "document/html_lines.h"

#include <algorithm>

#include "document/entities.h"
#include "document/link_scan.h"
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
  header_ = preformatted_ = hidden_ = bold_ = code_ = false;
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
  Span words = attribute_of(content_, tag, "alt");
  words.end = std::min(words.end, std::max(words.begin, end_of_line(content_, words.begin)));
  if (!alone || words.empty()) return;
  writer_.begin_code();
  writer_.copy(words);
  writer_.end_code();
}

/// In a cell of a Markdown table only the text's looks can change; what would begin a block just parts words.
bool HtmlReader::parts_words_of_cell(const Tag& tag) const {
  if (around_.kind != LineKind::cell_row) return false;
  switch (tag.kind) {
    case TagKind::none:
    case TagKind::other:
    case TagKind::comment:
    case TagKind::bold:
    case TagKind::code:
    case TagKind::image:
    case TagKind::hidden:
      return false;
    default:
      return true;
  }
}

void HtmlReader::read_tag(const Tag& tag, std::uint32_t at) {
  if (parts_words_of_cell(tag)) {
    if (writer_.in_cell()) writer_.put(" ", {at, tag.end});
    return;
  }
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
        if (writer_.in_cell()) writer_.put(" ", {at, tag.end});
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

/// Markdown does not read inside HTML blocks, but people write it there. A heading or list mark at the beginning of a
/// line counts; gives the offset after it.
std::uint32_t HtmlReader::read_markdown_start(std::uint32_t at, std::uint32_t end) {
  at = std::min(skip_blanks(content_, at), end);
  if (heading_ > 0 || writer_.in_row() || preformatted_ || at >= end) return at;
  Line& next = writer_.next;
  if (const std::uint32_t run = run_of(content_, at, '#');
      run >= 1 && run <= 6 && is_blank(char_at(content_, at + run))) {
    next.kind = LineKind::heading;
    next.level = static_cast<std::uint8_t>(run);
    next.continuation = false;
    return std::min(skip_blanks(content_, at + run), end);
  }
  std::uint32_t mark = at;
  while (mark < end && is_digit(content_[mark])) ++mark;
  const bool ordered = mark > at;
  const char c = char_at(content_, mark);
  if (ordered ? c != '.' && c != ')' : c != '-' && c != '*' && c != '+') return at;
  if (!is_blank(char_at(content_, mark + 1))) return at;
  next.kind = LineKind::item;
  next.depth = static_cast<std::uint8_t>(std::min<std::size_t>(255, around_.depth + lists_.size() + 1));
  next.ordered = ordered;
  next.continuation = false;
  at = std::min(skip_blanks(content_, mark + 1), end);
  const std::string_view box = content_.substr(at, 4);
  if (box == "[ ] " || box == "[x] " || box == "[X] ") {
    next.task = true;
    next.checked = box[1] != ' ';
    at += 4;
  }
  return at;
}

/// A mark inside a line: `**`, a backtick, a link or picture. `text` is where the text not copied yet begins. Gives the
/// offset after the mark, or `at` if it is none.
std::uint32_t HtmlReader::read_markdown_mark(std::uint32_t at, std::uint32_t end, std::uint32_t text) {
  const char c = content_[at];
  if (c == '`' && !preformatted_) {
    writer_.copy({text, at});
    code_ ? writer_.end_code() : writer_.begin_code();
    code_ = !code_;
    return at + 1;
  }
  if (c == '*' && char_at(content_, at + 1) == '*' && !code_) {
    writer_.copy({text, at});
    bold_ ? writer_.end_bold() : writer_.begin_bold();
    bold_ = !bold_;
    return at + 2;
  }
  const bool image = c == '!' && char_at(content_, at + 1) == '[';
  if (!image && c != '[') return at;
  const std::uint32_t words = at + (image ? 1 : 0);
  const std::uint32_t words_end = skip_brackets(content_, words);
  if (words_end == words || words_end > end || char_at(content_, words_end) != '(') return at;
  Span target;
  const std::uint32_t after = skip_inline_target(content_, words_end, target);
  if (after == words_end || after > end) return at;
  writer_.copy({text, at});
  if (image) writer_.add_image(at);
  if (!image || writer_.line_is_empty()) writer_.copy({words + 1, words_end - 1});
  return after;
}

std::uint32_t HtmlReader::read_text(Span line, std::uint32_t limit) {
  if (writer_.line_is_empty()) refresh();
  std::uint32_t at = hidden_ ? line.begin : read_markdown_start(line.begin, line.end);
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
    } else if ((c == '`' || c == '*' || c == '[' || c == '!') && !hidden_) {
      if (const std::uint32_t end = read_markdown_mark(at, line.end, text); end > at) {
        at = text = end;
        continue;
      }
    }
    ++at;
  }
  flush();
  if (bold_) writer_.end_bold();
  if (code_) writer_.end_code();
  bold_ = code_ = false;
  return at;
}

}  // namespace afterword
