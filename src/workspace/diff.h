#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// A unified diff with three lines of context, as `patch -p0` and `git apply -p0` take it; empty where nothing differs.
[[nodiscard]] std::string diff_texts(std::string_view path, std::string_view before, std::string_view after);

}  // namespace afterword
