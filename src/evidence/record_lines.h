#pragma once
#include <string_view>

namespace afterword {

/// Whether a line plainly belongs to the record before: stack traces, wrapped text, closing brackets.
[[nodiscard]] bool continues_record(std::string_view line);

}  // namespace afterword
