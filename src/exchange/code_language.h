#pragma once
#include <string_view>

namespace afterword {

/// What Confluence's code macro calls a language, of a fence's word. Every other word makes it show an error instead of
/// the code, and none at all means Java; so what it doesn't know is "text".
[[nodiscard]] std::string_view confluence_language(std::string_view fence);

/// What Jira's {code} calls a language; empty where it knows none, since it shows an error above the code then.
[[nodiscard]] std::string_view jira_language(std::string_view fence);

}  // namespace afterword
