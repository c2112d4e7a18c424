#pragma once
#include <string>

#include "document/document.h"

namespace afterword {

/// Canonical Markdown of a document: `format(read(format(d))) == format(d)`, and the meaning (tree without spacing,
/// plain text) stays the same; both are proven each time, and what can not be proven keeps its bytes. Damage that was
/// read through is mended, line ends are kept; front matter and raw HTML stay to the byte. Costs about five readings.
[[nodiscard]] std::string format_document(const Document& document);

}  // namespace afterword
