#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "document/marker_scan.h"

namespace afterword {

/// Finds where blocks begin. The Markdown parser says which quotes and list items open and close but not where their
/// marks stand; this walks the lines with them and finds each mark, always forward, so that the cost stays linear.
class ContainerCursor {
 public:
  ContainerCursor(std::string_view text, std::vector<Node>& nodes) : text_(text), nodes_(nodes) {}

  /// A quote or an item opens; its mark will be found on a line not read yet. `bullet` is its mark character, `.` or
  /// `)` for numbers, `>` for quotes.
  void open(std::uint32_t node, char bullet);
  /// The innermost one closes. Where no line of it was read yet (an empty item) its mark is looked for now.
  void close();

  /// Reads the marks at the beginning of the line that starts at `line`; the offset after them.
  std::uint32_t enter_line(std::uint32_t line);
  /// Whether the line entered last had the marks of all open containers.
  [[nodiscard]] bool is_inside() const { return inside_; }
  /// Goes to the line that holds `offset`; the offset after its marks.
  std::uint32_t go_to(std::uint32_t offset);
  /// Goes to the first line from the next one on whose content after the marks fulfils `wanted`.
  /// Gives `none` if there is no such line near.
  template <class Wanted>
  std::uint32_t find(Wanted wanted);
  /// The block that was read ends at `offset`: the next one begins after its line.
  void leave_line_of(std::uint32_t offset) { next_ = next_line(text_, offset); }
  void set_next(std::uint32_t line) { next_ = line; }
  [[nodiscard]] std::uint32_t next() const { return next_; }
  [[nodiscard]] bool inside_quote() const { return quotes_ > 0; }

  static constexpr std::uint32_t none = ~0u;

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t line = none;  ///< where the line of its mark starts; none: not found yet
    std::uint32_t after = 0;    ///< after the mark
    std::uint32_t column = 0;   ///< where the content of an item begins
    char bullet;
  };
  bool continue_on_line(const Open& open, std::uint32_t& at, std::uint32_t& column) const;
  bool place(Open& open, std::uint32_t line, std::uint32_t& at, std::uint32_t& column);
  void put(Open& open, std::uint32_t begin, std::uint32_t line);
  std::uint32_t skip_columns(std::uint32_t at, std::uint32_t& column, std::uint32_t wanted) const;

  std::string_view text_;
  std::vector<Node>& nodes_;
  std::vector<Open> open_;
  std::uint32_t next_ = 0;
  std::uint32_t quotes_ = 0;
  std::uint64_t wasted_ = 0;  ///< bytes searched in vain; searching ends when they are many times the text
  bool inside_ = true;
};

template <class Wanted>
std::uint32_t ContainerCursor::find(Wanted wanted) {
  for (std::uint32_t line = next_; line < text_.size() && wasted_ <= 4 * text_.size();) {
    const std::uint32_t at = skip_blanks(text_, enter_line(line));
    const std::uint32_t following = next_line(text_, at);
    if ((open_.empty() || open_.back().line != none) && wanted(at)) {
      next_ = line;
      return at;
    }
    // Blank lines are not in vain: the next block begins after them.
    if (end_of_line(text_, at) > at) wasted_ += following - line;
    line = following;
  }
  return none;
}

}  // namespace afterword
