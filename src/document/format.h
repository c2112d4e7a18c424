#pragma once
#include <string>

#include "document/document.h"

namespace afterword {

/// Canonical Markdown of a document: `format(read(format(d))) == format(d)`, and the meaning (tree without spacing,
/// plain text) stays the same. Works on the text on disk, keeps front matter and raw HTML to the byte.
[[nodiscard]] std::string format_document(const Document& document);

}  // namespace afterword
