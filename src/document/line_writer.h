#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace afterword {

/// Lines and the plain text they range over.
struct LineText {
  std::vector<Line> lines;
  std::string plain;
  std::vector<PlainPiece> pieces;
  std::vector<Span> cells;
  std::vector<Span> not_prose;
  std::vector<Repair> repairs;  ///< marks that were read through; `original` ranges over the content
};

/// Writes lines one after another. Text is given in order of place; each line takes its attributes from `next` when
/// its first visible character comes. Lines without one are not written, unless they hold an image.
class LineWriter {
 public:
  explicit LineWriter(const Text& text);

  Line next;  ///< attributes of the lines to come: kind, level, depth, node and flags

  /// Content bytes as they stand.
  void copy(Span content);
  /// Other bytes than those of the content they stand for.
  void put(std::string_view written, Span content);
  /// Content that belongs to the line and is no text of it.
  void skip(Span content) {
    if (open_) last_content_ = content.end;
  }
  void begin_bold();
  void end_bold();
  void begin_code();
  void end_code();
  void add_image(std::uint32_t content);
  void begin_cell(std::uint32_t content);
  void end_cell();
  /// Ends the line if one was begun. The following one continues the same paragraph or item.
  void end_line();
  /// Ends what is open: bold and code do not reach over blocks.
  void end_block();
  [[nodiscard]] bool line_is_empty() const { return !open_ || out_.plain.size() == line_.plain.begin; }
  [[nodiscard]] bool in_row() const { return row_; }
  [[nodiscard]] bool in_cell() const { return cell_open_; }
  void begin_row() { row_ = true; }
  void end_row();

  void add_repair(Repair repair) { out_.repairs.push_back(std::move(repair)); }

  [[nodiscard]] LineText take() { return std::move(out_); }

 private:
  void open_line(std::uint32_t content);
  void copy_on_line(Span content);
  void drop_trailing_blanks(std::uint32_t begin);
  void find_label();
  void find_urls();
  void add_not_prose();
  [[nodiscard]] bool bold_covers_words() const;
  std::uint32_t plain_size() const { return static_cast<std::uint32_t>(out_.plain.size()); }

  std::string_view content_;
  const Text& text_;
  LineText out_;
  Line line_;
  bool open_ = false, row_ = false, cell_open_ = false;
  std::uint32_t bold_depth_ = 0, code_depth_ = 0;
  std::vector<Span> bold_;  ///< of the open line, in plain
  std::vector<Span> code_;  ///< of the open line, in plain
  std::uint32_t bold_begin_ = 0, code_begin_ = 0;
  std::uint32_t last_content_ = 0;
  std::uint32_t number_ = 1;  ///< line of the file found last; places only grow
};

}  // namespace afterword
