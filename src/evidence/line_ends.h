#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace afterword {

/// Finds the ends of lines, some thousand bytes at a time and all of a piece at once, which is cheaper than to ask line
/// by line. Tells along the way where there is nothing to strip.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text) {}

  /// Where the line ends that begins at the text's begin or behind the end found before: at its line feed, or at the
  /// text's end.
  [[nodiscard]] std::size_t next() {
    while (at_ == ends_.size()) {
      if (searched_ == text_.size()) return text_.size();
      search();
    }
    return ends_[at_++];
  }
  /// Whether the line whose end was found last may hold an escape byte.
  [[nodiscard]] bool may_hold_escape() const { return holds_escape_; }

 private:
  void search();

  std::string_view text_;
  std::vector<std::uint32_t> ends_;  ///< of the piece at hand
  std::size_t at_ = 0, searched_ = 0;
  bool holds_escape_ = false;  ///< this piece or the one before: a line may have begun there
  bool last_held_ = false;
};

/// Appends the places of line feeds in `text` + `offset`; returns whether there is an escape byte. With AVX2 where the
/// processor has it.
[[nodiscard]] bool find_line_feeds(std::string_view text, std::uint32_t offset, std::vector<std::uint32_t>& out);

/// The same without; for tests.
[[nodiscard]] bool find_line_feeds_by_bytes(std::string_view text, std::uint32_t offset,
                                            std::vector<std::uint32_t>& out);

}  // namespace afterword
