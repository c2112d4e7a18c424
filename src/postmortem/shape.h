#pragma once
#include <cstdint>
#include <string_view>

#include "document/document.h"

namespace afterword {

// What a line looks like, before anything is known of what it means. All are O(length of the line).

/// Without blanks, and without marks of emphasis and list marks that Markdown left standing ("_", "*", "-" before a
/// letter), at both ends.
[[nodiscard]] Span trim(std::string_view plain, Span span);
[[nodiscard]] std::string_view trim(std::string_view text);

/// Where the text after a line's leading label begins: after the colon or dash and blanks. The label's end if there is
/// neither.
[[nodiscard]] std::uint32_t skip_label(std::string_view plain, const Line& line);

/// Begins with a capital, a digit with a full stop, a picture or a bracket, as headings do.
[[nodiscard]] bool starts_like_heading(std::string_view text);

}  // namespace afterword
