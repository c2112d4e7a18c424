#include "document/parse_input.h"

#include <algorithm>

namespace afterword {

ParseInput::ParseInput(std::string_view content, std::uint32_t base, const std::vector<InputEdit>& edits)
    : content_(content), base_(base), edited_(!edits.empty()) {
  if (!edited_) return;
  buffer_.reserve(content.size() + edits.size() * 8);
  std::uint32_t at = base;
  pieces_.push_back({0, base, 0});
  for (const InputEdit& edit : edits) {
    buffer_.append(content, at, edit.span.begin - at);
    const auto inserted = static_cast<std::uint32_t>(buffer_.size());
    // Bytes that replace as many bytes keep their places one to one.
    if (edit.text.size() != edit.span.size()) {
      if (!edit.text.empty()) pieces_.push_back({inserted, edit.span.begin, std::max(edit.span.end, 1u)});
      pieces_.push_back({inserted + static_cast<std::uint32_t>(edit.text.size()), edit.span.end, 0});
    }
    buffer_ += edit.text;
    at = edit.span.end;
  }
  buffer_.append(content, at, content.size() - at);
}

const ParseInput::Piece& ParseInput::piece_at(std::uint32_t offset) const {
  const auto holds = [&](std::size_t i) {
    return i < pieces_.size() && pieces_[i].text <= offset && (i + 1 == pieces_.size() || offset < pieces_[i + 1].text);
  };
  if (!holds(last_) && !holds(++last_)) {
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                        [](std::uint32_t o, const Piece& piece) { return o < piece.text; });
    last_ = static_cast<std::size_t>(after - pieces_.begin()) - 1;
  }
  return pieces_[last_];
}

std::uint32_t ParseInput::to_content(std::uint32_t offset) const {
  if (!edited_) return offset + base_;
  const Piece& piece = piece_at(offset);
  return piece.replaced_end == 0 ? piece.content + (offset - piece.text) : piece.content;
}

Span ParseInput::to_content(Span span) const {
  if (!edited_) return {span.begin + base_, span.end + base_};
  const std::uint32_t begin = to_content(span.begin);
  if (span.empty()) return {begin, begin};
  const Piece& piece = piece_at(span.end - 1);
  const std::uint32_t end = piece.replaced_end == 0 ? piece.content + (span.end - piece.text) : piece.replaced_end;
  return {begin, std::max(begin, end)};
}

}  // namespace afterword
