#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/parse_input.h"

namespace afterword {

/// Edits that let the Markdown parser read what people write and GitHub shows: delimiter rows with one dash a cell, a
/// table right below a paragraph. Words with `#` in front that are no headings ("#incident-12 was opened") and tables
/// of more than 200 columns are kept from becoming blocks. In order of place; one pass over the lines.
[[nodiscard]] std::vector<InputEdit> find_input_edits(std::string_view content, std::uint32_t base);

}  // namespace afterword
