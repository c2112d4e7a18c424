#include "document/format.h"

namespace afterword {
std::string format_document(const Document& document) { return std::string(document.text().original()); }
}  // namespace afterword
