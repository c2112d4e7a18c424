#pragma once
#include <string_view>
#include <vector>

namespace afterword {

/// The candidate that was most likely meant by a mistyped word, or empty where none is near enough (more than a third
/// of the letters differ). Letter case and `-` against `_` don't count; a swap of neighbours counts once.
[[nodiscard]] std::string_view nearest_name(std::string_view typed, const std::vector<std::string_view>& candidates);

}  // namespace afterword
