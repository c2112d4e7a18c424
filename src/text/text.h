#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

enum class RepairKind : std::uint8_t {
  byte_order_mark,
  nul,
  invalid_utf8,
  mojibake,
  carriage_return,        ///< CRLF or lone CR line ends
  heading_without_space,  ///< `##Heading`
  unclosed_fence,         ///< a whole report inside a code fence that never closes
  indented_as_code,       ///< content indented by four or more, which Markdown reads as code
  list_number_glued,      ///< `1.10:30 - …`
  clock_with_both,        ///< `13:20PM`
  markup_in_word,         ///< a token wrapped in <span> or split by markup
  stray_emphasis,         ///< `** Summary **`: marks that are shown as stars
};

/// Damage that was read through. Recorded, reported by rules, repaired by fixes.
struct Repair {
  RepairKind kind{};
  Span original;            ///< where, in Text::original()
  std::string replacement;  ///< what those bytes should be on disk; equals what was read
  std::string what;         ///< for a person: "‘it‚Äôs’ is UTF-8 read as Mac Roman"
  bool fixable = true;      ///< whether replacing the bytes on disk is safe
};

/// One file's bytes, and the text that is parsed: valid UTF-8, damage undone. Repairs of one kind in one line are one
/// Repair. CRLF stays CRLF where all lines have it.
///
/// `content()` is what every later room reads and what every span outside this class ranges over. Undoing damage never
/// adds or removes a line break, so line numbers are the same in both. Immutable after construction; threads may share.
class Text {
 public:
  /// Takes any bytes whatever; never fails. Bytes beyond 1 GiB are refused earlier, at the doors.
  [[nodiscard]] static Text read(std::string bytes);

  Text() = default;

  [[nodiscard]] std::string_view original() const { return original_; }
  /// Views into this object: valid as long as it lives (it may be moved only when no views are held).
  [[nodiscard]] std::string_view content() const { return changed_ ? std::string_view(content_) : original_; }
  [[nodiscard]] const std::vector<Repair>& repairs() const { return repairs_; }

  /// A span of content() as the span of original() that it was read from.
  [[nodiscard]] Span to_original(Span content) const;
  /// The other way; a place inside a repair goes to the repair's beginning.
  [[nodiscard]] std::uint32_t to_content(std::uint32_t original) const;

  /// 1-based line of a content offset. O(log lines).
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  /// A line without its line end, as a span of content(). Line is 1-based and at most line_count().
  [[nodiscard]] Span line_span(std::uint32_t line) const;
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  /// Content from `content` on was read from original bytes from `original` on: one to one, or all of it from all of
  /// them where `replaced`.
  struct Piece {
    std::uint32_t content, original;
    bool replaced;
  };
  [[nodiscard]] std::size_t piece_at(std::uint32_t content) const;

  std::string original_;
  std::string content_;  ///< used only where it differs from original_
  bool changed_ = false;
  std::vector<Piece> pieces_;
  std::vector<Repair> repairs_;
  std::vector<std::uint32_t> line_starts_{0};  ///< content offsets

  friend class TextBuilder;
};

}  // namespace afterword
