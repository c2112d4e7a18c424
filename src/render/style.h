#pragma once
#include <string_view>

namespace afterword {

/// Custom properties: paper, ink and the meanings, for light, dark and print.
[[nodiscard]] std::string_view colour_style();
/// Classes of the figures; also used by stand-alone SVG documents.
[[nodiscard]] std::string_view figure_style();
/// Everything else of a page.
[[nodiscard]] std::string_view page_style();

}  // namespace afterword
