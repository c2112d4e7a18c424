#pragma once
#include <string>
#include <string_view>

#include "workspace/report.h"

namespace afterword {

/// One finding as a compiler shows it: message, place, source lines with carets, notes, help. Ends with an empty line.
/// `text` is what the finding's spans range over; it is printed so that nothing in it can move a terminal's cursor.
[[nodiscard]] std::string draw_finding(std::string_view path, std::string_view text, const Finding& finding,
                                       const ReportOptions& options);

/// Escape sequences around words, where colour is asked for.
[[nodiscard]] std::string paint(std::string_view words, std::string_view code, Color color);
[[nodiscard]] std::string_view color_of(Severity severity);
inline constexpr std::string_view place_color = "36";

}  // namespace afterword
