#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// HTML of Markdown as md4c's own renderer writes it, without white space that does not count.
[[nodiscard]] std::string html_by_md4c(std::string_view markdown);
/// The same by cmark-gfm, which shares no code with us; nothing where the program is not installed.
[[nodiscard]] std::optional<std::string> html_by_cmark(std::string_view markdown);

}  // namespace afterword
