#pragma once
#include <md4c.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "document/container_cursor.h"
#include "document/document.h"
#include "document/tree.h"

namespace afterword {

/// Turns the parser's events into nodes with places. The parser's text points into the input, so the place of every
/// text is exact; marks are read from where the text before them ended.
class TreeReader {
 public:
  TreeReader(std::string_view text, Extensions extensions)
      : text_(text), cursor_(text, nodes_), extensions_(extensions) {
    nodes_.reserve(64 + text.size() / 16);
  }

  Tree read();

  int enter_block(MD_BLOCKTYPE type, void* detail);
  int leave_block(MD_BLOCKTYPE type);
  int enter_span(MD_SPANTYPE type, void* detail);
  int leave_span(MD_SPANTYPE type);
  int add_text(MD_TEXTTYPE type, const char* text, MD_SIZE size);

 private:
  static constexpr std::uint32_t unset = ~0u;
  struct OpenSpan {
    std::uint32_t node;
    std::uint32_t mark_size;
    char mark;
  };

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  Node& top() { return nodes_[open_.back()]; }
  std::uint32_t open_node(NodeKind kind, Span span = {unset, unset});
  void close_node();
  Node& add_leaf(NodeKind kind, Span span);

  void open_list(bool ordered, bool tight, unsigned start, char mark);
  void open_item(const MD_BLOCK_LI_DETAIL& detail);
  void open_paragraph_of_item();
  void close_paragraph_of_item();
  void add_thematic_break();
  void open_code(const MD_BLOCK_CODE_DETAIL& detail);
  void open_row();
  int open_cell(bool header);
  void close_cell();
  void close_code();
  void close_heading();
  void close_leaf();

  void locate_leaf(std::uint32_t offset);
  void locate_leaf_by_mark(MD_SPANTYPE type);
  void begin_leaf(std::uint32_t content);
  void add_code_text(const char* text, std::uint32_t length);
  void add_inline_text(MD_TEXTTYPE type, std::uint32_t begin, std::uint32_t length);
  void add_break(NodeKind kind);
  enum class Closing : std::uint8_t { by_mark, by_force };
  void close_span(Closing closing);
  void close_spans();
  void close_link(OpenSpan& span);
  std::uint32_t skip_space_and_marks(std::uint32_t at) const;
  bool holds(const char* pointer) const { return pointer >= text_.data() && pointer < text_.data() + text_.size(); }
  std::uint32_t offset_of(const char* pointer) const { return static_cast<std::uint32_t>(pointer - text_.data()); }

  std::string_view text_;
  std::vector<Node> nodes_;
  ContainerCursor cursor_;
  Extensions extensions_;
  std::vector<std::uint32_t> open_;         ///< nodes that are open, outermost first
  std::vector<OpenSpan> spans_;             ///< inline nodes that are open
  std::vector<std::uint32_t> next_number_;  ///< a list's next item number
  std::vector<char> bullets_;
  std::uint32_t at_ = 0;           ///< inside a leaf: the first byte not read yet
  std::uint32_t task_at_ = unset;  ///< after the mark of a task, until its paragraph begins
  bool leaf_open_ = false, leaf_begun_ = false, heading_is_atx_ = false, paragraph_added_ = false;
  bool cell_absent_ = false;
  // code and HTML blocks
  std::uint32_t line_at_ = 0, fence_size_ = 0, indentation_ = 0;
  char fence_ = 0;
  // tables
  std::uint32_t row_line_ = unset, rows_ = 0, column_ = 0;
  bool in_head_ = false;
  std::uint64_t absent_cells_ = 0;
  bool too_many_cells_ = false;
};

}  // namespace afterword
