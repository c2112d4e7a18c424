#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// Appends a JSON string. Bytes that are no UTF-8 become U+FFFD, so that the document is valid whatever a file is
/// called.
void append_json(std::string& out, std::string_view text);
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace afterword
