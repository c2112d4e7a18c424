#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "text/text.h"

namespace afterword {

enum class NodeKind : std::uint8_t {
  document,
  front_matter,
  heading,
  paragraph,
  list,
  item,
  table,
  table_row,
  table_cell,
  quote,
  code_block,
  html_block,
  thematic_break,
  // inline
  text,
  soft_break,
  hard_break,
  emphasis,
  strong,
  strike,
  code,
  link,
  image,
  html_inline,
  entity,
};

/// One node of the tree. Nodes stand in document order (parents before children) in one array:
/// the children of node i are i+1, nodes[i+1].after, … while below nodes[i].after.
struct Node {
  NodeKind kind{};
  std::uint8_t level = 0;    ///< heading: 1–6; list and item: nesting depth from 1
  bool ordered = false;      ///< list
  bool tight = false;        ///< list
  bool task = false;         ///< item: `[ ]` or `[x]`
  bool checked = false;      ///< item: `[x]`
  bool header = false;       ///< table_row and table_cell of the head
  bool fenced = false;       ///< code_block
  bool closed = true;        ///< code_block: false for a fence that never closes
  std::uint32_t number = 0;  ///< ordered list: first number; item of one: its number; table_cell: column
  std::uint32_t parent = 0;
  std::uint32_t after = 0;  ///< index of the first node that is not inside this one
  Span span;                ///< of Text::content(): blocks with their markers, whole lines; inlines with theirs
  Span inner;               ///< the content without markers (text of a link, code without backticks)
  Span target;              ///< link, image: destination; code_block: info string; empty otherwise
};

enum class LineKind : std::uint8_t { heading, paragraph, item, cell_row, code, html, front_matter };

/// A line of writing as a reader sees it: one physical line of a block, markup removed. The view that meaning is read
/// from, because real reports put meaning in lines ("10:00 AM  Alert fires" in a run-on paragraph) as often as in
/// Markdown blocks. Raw HTML is read into the same kinds (`<li>` is an item, `<h2>` a heading, `<br>` ends a line).
struct Line {
  LineKind kind{};
  std::uint8_t level = 0;  ///< heading level
  std::uint8_t depth = 0;  ///< list nesting, 0 outside lists
  bool ordered = false;    ///< item of an ordered list
  bool task = false, checked = false;
  bool quoted = false;        ///< inside a block quote
  bool continuation = false;  ///< not the first line of its paragraph or item
  bool strong = false;        ///< the whole line is bold
  bool header = false;        ///< head row of a table
  bool image = false;         ///< holds an image
  std::uint32_t number = 0;   ///< 1-based line of the file
  std::uint32_t node = 0;     ///< the block in Document::nodes()
  Span span;                  ///< of Text::content(): from the first visible character to the last
  Span plain;                 ///< of Document::plain(), without the '\n' that ends it
  /// Of Document::plain(): a leading bold run or a leading "Words:", without the colon; else empty. Symbols before it
  /// (an emoji) are not part of it, and a time of day is never a label.
  Span label;
  std::uint32_t cells_begin = 0, cells_end = 0;  ///< cell_row: into Document::cells()
};

/// Where a part of Document::plain() was read from: bytes from `plain` on stand for content from `content` on, one to
/// one, or (content_end > 0) as a whole for [content, content_end), as an entity does.
struct PlainPiece {
  std::uint32_t plain = 0, content = 0, content_end = 0;
};

/// A Markdown text parsed: tree, lines and plain text, every part with its place. Knows Markdown, not incidents.
/// Immutable after construction; threads may share. Cheap to move: views into it stay valid (it owns one heap block).
class Document {
 public:
  /// Never fails. `file` is only remembered. Cost is linear in the size of the text.
  [[nodiscard]] static Document read(std::string bytes, std::string file = {});

  [[nodiscard]] const std::string& file() const { return d_->file; }
  [[nodiscard]] const Text& text() const { return d_->text; }
  /// Repairs of the text and those that need structure (unclosed fences, indented content), in order of place.
  [[nodiscard]] const std::vector<Repair>& repairs() const { return d_->repairs; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return d_->nodes; }
  [[nodiscard]] const std::vector<Line>& lines() const { return d_->lines; }
  /// All lines' text without markup, entities decoded, lines ended by '\n'. Code and URLs are in it; see `is_prose`.
  [[nodiscard]] std::string_view plain() const { return d_->plain; }
  /// Cells of table rows, spans of plain().
  [[nodiscard]] const std::vector<Span>& cells() const { return d_->cells; }
  /// Parts of plain() that are code spans, code blocks, URLs or quoted log text: sorted, disjoint.
  [[nodiscard]] const std::vector<Span>& not_prose() const { return d_->not_prose; }
  [[nodiscard]] bool is_prose(Span plain) const;

  [[nodiscard]] std::string_view plain_of(const Line& line) const { return line.plain.in(d_->plain); }
  /// A span of plain() as the span of Text::content() it was read from (markup inside is covered).
  [[nodiscard]] Span source_of(Span plain) const;
  /// Index into lines() of the line that holds a plain offset. O(log lines).
  [[nodiscard]] std::uint32_t line_at(std::uint32_t plain_offset) const;
  /// The front matter's bytes without its fences, or empty.
  [[nodiscard]] std::string_view front_matter() const;

 private:
  struct Data {
    std::string file;
    Text text;
    std::vector<Repair> repairs;
    std::vector<Node> nodes;
    std::vector<Line> lines;
    std::string plain;
    std::vector<PlainPiece> pieces;
    std::vector<Span> cells;
    std::vector<Span> not_prose;
  };
  std::unique_ptr<Data> d_ = std::make_unique<Data>();
  friend class DocumentReader;
};

}  // namespace afterword
