#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "archive/statistics.h"

namespace afterword {

struct StatisticsView {
  std::uint32_t width = 80;  ///< of the terminal, in cells
  std::string folder;        ///< as it was named: the commands behind the figures ask it
  Date day;                  ///< that ages were judged from
};

/// For a terminal: each distribution as a dot plot on a log axis with n, median, p90, definition, and the command that
/// shows the reports behind it. `records` are those that were counted.
[[nodiscard]] std::string print_statistics(const Statistics& statistics, std::span<const Record> records,
                                           const StatisticsView& view);
/// `afterword.stats/1`, see docs/formats/stats.md.
[[nodiscard]] std::string statistics_json(const Statistics& statistics, std::span<const Record> records, Date day);
/// One row a figure: group, name, key, value.
[[nodiscard]] std::string statistics_csv(const Statistics& statistics);

}  // namespace afterword
