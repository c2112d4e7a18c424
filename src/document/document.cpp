#include "document/document.h"

namespace afterword {
Document Document::read(std::string bytes, std::string file) {
  Document out;
  out.d_->file = std::move(file);
  out.d_->text = Text::read(std::move(bytes));
  return out;
}
bool Document::is_prose(Span) const { return true; }
Span Document::source_of(Span plain) const { return plain; }
std::uint32_t Document::line_at(std::uint32_t) const { return 0; }
std::string_view Document::front_matter() const { return {}; }
}  // namespace afterword
