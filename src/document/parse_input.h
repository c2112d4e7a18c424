#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

/// A change made to what the Markdown parser sees, not to the document: content [span) reads as `text`.
struct InputEdit {
  Span span;
  std::string text;
};

/// What the Markdown parser is given: the content without its front matter, with the edits that read through damage.
/// Every offset of it can be turned into the offset of the content it stands for.
class ParseInput {
 public:
  /// Parses `content` from `base` on. `edits` are disjoint, in order, and not before `base`. `content` must outlive
  /// this.
  ParseInput(std::string_view content, std::uint32_t base, const std::vector<InputEdit>& edits);

  [[nodiscard]] std::string_view text() const { return edited_ ? std::string_view(buffer_) : content_.substr(base_); }
  /// Whether an offset of text() is the same offset of the content.
  [[nodiscard]] bool is_identity() const { return !edited_ && base_ == 0; }
  /// The content offset of an offset of text(). Cheap for offsets that mostly grow.
  [[nodiscard]] std::uint32_t to_content(std::uint32_t offset) const;
  /// The smallest content span that holds what a span of text() stands for.
  [[nodiscard]] Span to_content(Span span) const;

 private:
  struct Piece {
    std::uint32_t text, content;
    std::uint32_t replaced_end;  ///< 0: copied; else the bytes from here on stand for [content, replaced_end) together
  };
  std::string_view content_;
  std::uint32_t base_;
  bool edited_;
  std::string buffer_;
  std::vector<Piece> pieces_;
  [[nodiscard]] const Piece& piece_at(std::uint32_t offset) const;
  mutable std::size_t last_ = 0;  ///< where the last offset was found; one reader owns this, it is never shared
};

}  // namespace afterword
