#pragma once
#include <string>
#include <string_view>

#include "workspace/report.h"
#include "workspace/search_archive.h"

namespace afterword {

/// For people: each report with its facts and the lines that were found, hits bold, places as editors read them; then
/// how many there are by service, year and cause. `text` is the query as typed. Lines break between words at
/// `width` cells; 0: not at all.
[[nodiscard]] std::string print_found(const FoundReports& found, std::string_view text, Color color,
                                      std::uint32_t width = 0);
/// `afterword.search/1`, see docs/formats/search.md.
[[nodiscard]] std::string found_json(const FoundReports& found, std::string_view text);
/// What is wrong with a query: the query with a caret below, why, and what to type instead.
[[nodiscard]] std::string draw_fault(std::string_view text, const QueryFault& fault, Color color);

}  // namespace afterword
