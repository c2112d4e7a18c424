#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// A text field of another program as Markdown: HTML is converted, Markdown kept, line ends made even.
[[nodiscard]] std::string prose_of_field(std::string_view text);

/// Headings of a Markdown text made deeper, so that the highest is of `level`; code is left alone.
[[nodiscard]] std::string with_headings_at(std::string_view markdown, int level);

/// Markdown blocks as what follows "- ": lines after the first indented by `indent`.
[[nodiscard]] std::string indented(std::string_view markdown, std::size_t indent);

}  // namespace afterword
