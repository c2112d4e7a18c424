#pragma once
#include <string>

#include "document/document.h"

namespace afterword {

/// One row a line: number, kind, depth, flags, label, plain text. For tests and for people who work on reading.
[[nodiscard]] std::string print_lines(const Document& document);
/// One row a node, indented by depth: kind, flags, span and the text it covers.
[[nodiscard]] std::string print_tree(const Document& document);

[[nodiscard]] const char* name_of(NodeKind kind);
[[nodiscard]] const char* name_of(LineKind kind);

}  // namespace afterword
