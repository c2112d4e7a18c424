#include "text/text.h"

namespace afterword {

Text Text::read(std::string bytes) {
  Text text;
  text.original_ = std::move(bytes);
  text.line_starts_.push_back(0);
  for (std::uint32_t i = 0; i < text.original_.size(); ++i)
    if (text.original_[i] == '\n') text.line_starts_.push_back(i + 1);
  return text;
}

Span Text::to_original(Span content) const {
  return content;
}
std::uint32_t Text::to_content(std::uint32_t original) const {
  return original;
}

std::uint32_t Text::line_of(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) -
                                    line_starts_.begin());
}

Span Text::line_span(std::uint32_t line) const {
  const std::uint32_t begin = line_starts_[line - 1];
  std::uint32_t end =
      line < line_starts_.size() ? line_starts_[line] - 1 : static_cast<std::uint32_t>(content().size());
  if (end > begin && content()[end - 1] == '\r') --end;
  return {begin, end};
}

}  // namespace afterword
