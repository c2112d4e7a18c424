#pragma once
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

/// The label that begins a line of plain text: its first bold run, or one to six words before a colon. Empty if there
/// is none. `line` and `bold` range over `plain`.
[[nodiscard]] Span find_label(std::string_view plain, Span line, const std::vector<Span>& bold);

}  // namespace afterword
