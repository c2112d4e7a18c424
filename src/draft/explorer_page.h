#pragma once
#include <string_view>

namespace afterword {

/// The parts of evidence.html that are the same for every outage.
[[nodiscard]] std::string_view explorer_style();
[[nodiscard]] std::string_view explorer_script();
/// The controls and the empty table that the script fills.
[[nodiscard]] std::string_view explorer_table();

}  // namespace afterword
