#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// "write `right`" for the candidate that was most likely meant, or empty.
[[nodiscard]] std::string suggest(std::string_view typed, const std::vector<std::string_view>& candidates);

}  // namespace afterword
