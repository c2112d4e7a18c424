#include "document/lines.h"
#include "document/footnote.h"

#include <algorithm>

#include "base/byte_scan.h"
#include "document/bare_list.h"
#include "document/entities.h"
#include "document/html_lines.h"
#include "document/html_scan.h"
#include "document/marker_scan.h"
#include "document/stray_marks.h"

namespace afterword {
namespace {

class LineReader {
 public:
  LineReader(const Text& text, const std::vector<Node>& nodes)
      : content_(text.content()), nodes_(nodes), writer_(text), html_(content_, writer_), stray_(content_, writer_) {}

  LineText read();

 private:
  struct OpenItem {
    std::uint32_t node;
    bool begun;  ///< a line of it was written
  };
  Line line_of(std::uint32_t node, LineKind kind) const;
  void enter(std::uint32_t node);
  void leave(std::uint32_t node);
  void read_leaf(std::uint32_t node);
  void read_paragraph(std::uint32_t node, LineKind kind);
  void read_inlines(std::uint32_t node);
  void read_inline_text(Span text);
  void copy_without_footnotes(Span text);
  void begin_bare_item(const BareItem& item);
  bool has_bare_rows(std::uint32_t paragraph) const;
  void read_bare_row(Span text);
  void end_line();
  bool is_heading_by_accident(std::uint32_t node) const;
  void read_row(std::uint32_t node);
  void read_code(std::uint32_t node);
  void read_html(std::uint32_t node);
  void read_front_matter(std::uint32_t node);
  std::uint32_t read_image(std::uint32_t node, std::uint32_t block_end);

  std::string_view content_;
  const std::vector<Node>& nodes_;
  LineWriter writer_;
  HtmlReader html_;
  StrayMarks stray_;
  std::vector<BareItem> bare_items_;  ///< of the paragraph that is read
  std::size_t bare_next_ = 0;
  std::uint32_t paragraph_before_ = 0;
  bool bare_rows_ = false;  ///< the paragraph that is read is a table without a delimiter row
  std::vector<std::uint32_t> open_;
  std::vector<OpenItem> items_;
  std::vector<std::uint32_t> inlines_;  ///< that are open in the block that is read
  std::uint32_t quotes_ = 0, lists_ = 0;
};

LineText LineReader::read() {
  for (std::uint32_t i = 1; i < nodes_.size();) {
    while (!open_.empty() && i >= nodes_[open_.back()].after) leave(open_.back());
    switch (nodes_[i].kind) {
      case NodeKind::list:
      case NodeKind::item:
      case NodeKind::quote:
      case NodeKind::table:
        enter(i);
        ++i;
        break;
      default:
        read_leaf(i);
        i = nodes_[i].after;
        break;
    }
  }
  return writer_.take();
}

void LineReader::enter(std::uint32_t node) {
  open_.push_back(node);
  if (nodes_[node].kind == NodeKind::item) items_.push_back({node, false});
  if (nodes_[node].kind == NodeKind::list) ++lists_;
  if (nodes_[node].kind == NodeKind::quote) ++quotes_;
}

void LineReader::leave(std::uint32_t node) {
  open_.pop_back();
  if (nodes_[node].kind == NodeKind::item) items_.pop_back();
  if (nodes_[node].kind == NodeKind::list) --lists_;
  if (nodes_[node].kind == NodeKind::quote) --quotes_;
}

Line LineReader::line_of(std::uint32_t node, LineKind kind) const {
  Line line;
  line.kind = kind;
  line.node = node;
  line.quoted = quotes_ > 0;
  line.depth = static_cast<std::uint8_t>(std::min(lists_, 255u));
  if (!items_.empty()) {
    const Node& item = nodes_[items_.back().node];
    line.ordered = item.ordered;
    line.task = item.task;
    line.checked = item.checked;
    line.continuation = items_.back().begun;
  }
  return line;
}

void LineReader::read_leaf(std::uint32_t node) {
  const LineKind text_kind = items_.empty() ? LineKind::paragraph : LineKind::item;
  switch (nodes_[node].kind) {
    case NodeKind::heading: {
      if (is_heading_by_accident(node)) {
        read_paragraph(node, text_kind);
        break;
      }
      if (items_.empty()) html_.reset();
      Line line = line_of(node, LineKind::heading);
      line.level = nodes_[node].level;
      html_.begin_block(line);
      read_inlines(node);
      break;
    }
    case NodeKind::paragraph:
      read_paragraph(node, text_kind);
      break;
    case NodeKind::table_row:
      read_row(node);
      break;
    case NodeKind::code_block:
      html_.begin_block(line_of(node, LineKind::code));
      read_code(node);
      break;
    case NodeKind::html_block:
      html_.begin_block(line_of(node, text_kind));
      read_html(node);
      break;
    case NodeKind::front_matter:
      html_.begin_block(line_of(node, LineKind::front_matter));
      read_front_matter(node);
      break;
    default:
      return;
  }
  html_.end_block();
  if (!items_.empty()) items_.back().begun = true;
}

/// A paragraph right above a line of dashes is a heading to Markdown. Several lines, or a long sentence, are not meant
/// as one.
bool LineReader::is_heading_by_accident(std::uint32_t node) const {
  const Node& heading = nodes_[node];
  if (heading.level != 2 || char_at(content_, heading.span.begin) == '#') return false;
  const std::string_view words = heading.inner.in(content_);
  return words.find('\n') != std::string_view::npos || (words.size() > 100 && words.back() == '.');
}

void LineReader::read_paragraph(std::uint32_t node, LineKind kind) {
  html_.begin_block(line_of(node, kind));
  bare_items_ = find_bare_items(content_, nodes_, node, paragraph_before_);
  bare_next_ = 0;
  paragraph_before_ = node;
  bare_rows_ = has_bare_rows(node);
  read_inlines(node);
  bare_items_.clear();
  bare_rows_ = false;
}

/// The lines from here on are those of a list that Markdown does not know.
void LineReader::begin_bare_item(const BareItem& item) {
  Line line = writer_.next;
  line.kind = LineKind::item;
  line.depth = static_cast<std::uint8_t>(std::min(lists_ + 1, 255u));
  line.ordered = item.ordered;
  line.continuation = false;
  html_.begin_block(line);
  if (!item.glued) return;
  const Span mark{item.begin, item.end};
  writer_.add_repair({RepairKind::list_number_glued, mark, std::string(mark.in(content_)) + " ",
                      "a list number needs a space after it", true});
}

/// Two lines that begin with a bar.
bool LineReader::has_bare_rows(std::uint32_t paragraph) const {
  const Node& node = nodes_[paragraph];
  if (char_at(content_, node.inner.begin) != '|') return false;
  for (std::uint32_t i = paragraph + 1; i + 1 < node.after; i = nodes_[i].after)
    if (nodes_[i].kind == NodeKind::soft_break && char_at(content_, nodes_[i + 1].span.begin) == '|') return true;
  return false;
}

/// Text of a row: every bar ends a cell and begins the next, unless the line ends there.
void LineReader::read_bare_row(Span text) {
  if (!writer_.in_row()) {
    const bool delimiters = text.in(content_).find_first_not_of("|-: \t") == std::string_view::npos;
    if (delimiters || char_at(content_, text.begin) != '|') {
      if (!delimiters) stray_.copy(text);
      return;
    }
    writer_.next.kind = LineKind::cell_row;
    writer_.next.continuation = false;
    writer_.begin_row();
  }
  for (std::uint32_t at = text.begin; at < text.end;) {
    if (content_[at] == '|') {
      writer_.end_cell();
      at = skip_blanks(content_, at + 1);
      if (at < content_.size() && !is_line_end(content_[at])) writer_.begin_cell(at);
      continue;
    }
    const std::size_t bar = content_.substr(0, text.end).find('|', at);
    const std::uint32_t end = bar == std::string_view::npos ? text.end : static_cast<std::uint32_t>(bar);
    stray_.copy({at, end});
    at = end;
  }
}

void LineReader::read_inline_text(Span text) {
  if (bare_rows_) {
    read_bare_row(text);
    return;
  }
  if (bare_next_ < bare_items_.size() && text.begin <= bare_items_[bare_next_].begin &&
      bare_items_[bare_next_].begin < text.end && writer_.line_is_empty()) {
    begin_bare_item(bare_items_[bare_next_]);
    text.begin = std::min(text.end, bare_items_[bare_next_].end);
    ++bare_next_;
  }
  copy_without_footnotes(text);
}

/// A footnote's mark is no word of its sentence, and what a footnote holds is a source, not the report's own prose.
void LineReader::copy_without_footnotes(Span text) {
  const std::string_view until_end = content_.substr(0, text.end);
  // Nearly all text has none of the signs that footnotes and stray marks begin with.
  if (find_byte<'[', '*', '_'>(until_end, text.begin) == std::string_view::npos) return writer_.copy(text);
  if (until_end.find("[^", text.begin) == std::string_view::npos) return stray_.copy(text);
  for (std::uint32_t at = text.begin; at < text.end;) {
    const auto begin = static_cast<std::uint32_t>(std::min<std::size_t>(until_end.find("[^", at), text.end));
    const std::uint32_t end = begin < text.end ? footnote_end(content_, begin) : 0;
    if (end == 0 || end > text.end) {
      // No mark: its bracket is text like any other.
      const std::uint32_t next = std::min(text.end, begin + 1);
      stray_.copy({at, next});
      at = next;
      continue;
    }
    if (begin > at) stray_.copy({at, begin});
    writer_.skip({begin, end});
    at = end;
    if (writer_.line_is_empty() && char_at(content_, end) == ':') {
      writer_.begin_code();
      at = std::min(text.end, end + 1);
    }
  }
}

void LineReader::end_line() {
  stray_.end_line();
  writer_.in_row() && bare_rows_ ? writer_.end_row() : writer_.end_line();
}

void LineReader::read_inlines(std::uint32_t block) {
  const std::uint32_t end = nodes_[block].after;
  std::vector<std::uint32_t>& open = inlines_;
  const auto close = [&](std::uint32_t node) {
    if (nodes_[node].kind == NodeKind::strong) writer_.end_bold();
    if (nodes_[node].kind == NodeKind::code || nodes_[node].kind == NodeKind::image) writer_.end_code();
  };
  const auto inside_code = [&] { return !open.empty() && nodes_[open.back()].kind == NodeKind::code; };
  for (std::uint32_t i = block + 1; i < end; ++i) {
    while (!open.empty() && i >= nodes_[open.back()].after) {
      close(open.back());
      open.pop_back();
    }
    const Node& node = nodes_[i];
    switch (node.kind) {
      case NodeKind::text:
        if (node.span.begin == node.inner.begin && !inside_code()) {
          read_inline_text(node.inner);
        } else {
          writer_.copy(node.inner);
        }
        break;
      case NodeKind::entity: {
        const std::string decoded = decode_entity(node.span.in(content_));
        decoded.empty() ? writer_.copy(node.span) : writer_.put(decoded, node.span);
        break;
      }
      case NodeKind::soft_break:
      case NodeKind::hard_break:
        end_line();
        break;
      case NodeKind::html_inline:
        html_.read_tag(read_tag(content_, node.span.begin, node.span.end), node.span.begin);
        break;
      case NodeKind::strong:
        writer_.begin_bold();
        open.push_back(i);
        break;
      case NodeKind::code:
        writer_.begin_code();
        open.push_back(i);
        break;
      case NodeKind::image: {
        if (const std::uint32_t last = read_image(i, end); last > i) {
          i = last;
        } else {
          open.push_back(i);
        }
        break;
      }
      case NodeKind::link:
        // "[^1]: https://…" is a link's definition to the parser, and its marks are links.
        if (char_at(content_, node.span.begin + 1) == '^' && char_at(content_, node.span.begin) == '[')
          i = node.after - 1;
        break;
      default:
        break;
    }
  }
  if (bare_rows_) end_line();
  stray_.end_line();
  for (; !open.empty(); open.pop_back()) close(open.back());
}

/// A picture's words are read where it stands alone on its line; between other words they would only disturb.
/// Gives the last node that needs no reading.
std::uint32_t LineReader::read_image(std::uint32_t node, std::uint32_t block_end) {
  const bool first = writer_.line_is_empty();
  writer_.add_image(nodes_[node].span.begin);
  const std::uint32_t after = nodes_[node].after;
  const bool last = after >= block_end || nodes_[after].kind != NodeKind::text ||
                    nodes_[after].inner.in(content_).find_first_not_of(' ') == std::string_view::npos;
  if (!first || !last) return after - 1;
  writer_.begin_code();
  return node;
}

void LineReader::read_row(std::uint32_t row) {
  Line line = line_of(row, LineKind::cell_row);
  line.header = nodes_[row].header;
  html_.begin_block(line);
  writer_.begin_row();
  for (std::uint32_t cell = row + 1; cell < nodes_[row].after; cell = nodes_[cell].after) {
    if (nodes_[cell].kind != NodeKind::table_cell) continue;
    writer_.begin_cell(nodes_[cell].span.begin);
    read_inlines(cell);
    writer_.end_cell();
  }
  writer_.end_row();
}

void LineReader::read_code(std::uint32_t block) {
  for (std::uint32_t i = block + 1; i < nodes_[block].after; ++i) {
    writer_.copy(nodes_[i].span);
    writer_.end_line();
  }
}

void LineReader::read_html(std::uint32_t block) {
  const std::uint32_t limit = nodes_[block].span.end;
  std::uint32_t read = 0;
  for (std::uint32_t i = block + 1; i < nodes_[block].after; ++i) {
    const Span line{std::max(read, nodes_[i].span.begin), nodes_[i].span.end};
    if (line.begin < line.end) read = html_.read_text(line, limit);
    if (writer_.in_row()) {
      if (writer_.in_cell()) writer_.put(" ", {nodes_[i].span.end, nodes_[i].span.end});
    } else {
      writer_.end_line();
    }
  }
}

void LineReader::read_front_matter(std::uint32_t node) {
  const Span inner = nodes_[node].inner;
  for (std::uint32_t at = inner.begin; at < inner.end; at = next_line(content_, at)) {
    writer_.copy({at, std::min(end_of_line(content_, at), inner.end)});
    writer_.end_line();
  }
}

}  // namespace

LineText read_lines(const Text& text, const std::vector<Node>& nodes) {
  return LineReader(text, nodes).read();
}

}  // namespace afterword
