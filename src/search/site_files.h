#pragma once
#include <string_view>

namespace afterword {

/// src/search/site_search.js without its comments and indentation; built into the program.
[[nodiscard]] std::string_view site_search_script();

}  // namespace afterword
