#pragma once
#include <string>
#include <string_view>

#include "workspace/report.h"

namespace afterword {

/// A rule's page for a terminal: headings set off, examples indented with an arrow where the rule fires, `facts` below
/// the title.
[[nodiscard]] std::string show_page(std::string_view markdown, std::string_view facts, Color color);

}  // namespace afterword
