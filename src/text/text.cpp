#include "text/text.h"

#include "text/text_builder.h"

namespace afterword {

Text Text::read(std::string bytes) {
  return TextBuilder::build(std::move(bytes));
}

std::size_t Text::piece_at(std::uint32_t content) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), content,
                                      [](std::uint32_t offset, const Piece& p) { return offset < p.content; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

Span Text::to_original(Span content) const {
  if (pieces_.empty()) return content;
  const Piece& first = pieces_[piece_at(content.begin)];
  const std::uint32_t begin = first.replaced ? first.original : first.original + (content.begin - first.content);
  if (content.empty()) return {begin, begin};
  const std::size_t last = piece_at(content.end - 1);
  if (!pieces_[last].replaced) return {begin, pieces_[last].original + (content.end - pieces_[last].content)};
  const bool is_last = last + 1 == pieces_.size();
  return {begin, is_last ? static_cast<std::uint32_t>(original_.size()) : pieces_[last + 1].original};
}

std::uint32_t Text::to_content(std::uint32_t original) const {
  if (pieces_.empty()) return original;
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), original,
                                      [](std::uint32_t offset, const Piece& p) { return offset < p.original; });
  if (after == pieces_.begin()) return 0;
  const Piece& piece = *(after - 1);
  return piece.replaced ? piece.content : piece.content + (original - piece.original);
}

std::uint32_t Text::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<std::uint32_t>(after - line_starts_.begin());
}

Span Text::line_span(std::uint32_t line) const {
  const std::uint32_t begin = line_starts_[line - 1];
  const bool is_last = line == line_starts_.size();
  std::uint32_t end = is_last ? static_cast<std::uint32_t>(content().size()) : line_starts_[line] - 1;
  if (end > begin && content()[end - 1] == '\r') --end;
  return {begin, end};
}

}  // namespace afterword
