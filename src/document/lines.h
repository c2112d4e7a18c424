#pragma once
#include <vector>

#include "document/document.h"
#include "document/line_writer.h"

namespace afterword {

/// The lines of a tree whose spans range over text.content(). Linear time.
[[nodiscard]] LineText read_lines(const Text& text, const std::vector<Node>& nodes);

}  // namespace afterword
