#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "archive/statistics.h"

namespace afterword {

/// For a terminal of `width` cells: each distribution as a dot plot on a log axis with n, median, p90 and definition.
/// `records` are those that were counted.
[[nodiscard]] std::string print_statistics(const Statistics& statistics, std::span<const Record> records,
                                           std::uint32_t width);
/// `afterword.stats/1`, see docs/formats/stats.md.
[[nodiscard]] std::string statistics_json(const Statistics& statistics, std::span<const Record> records);
/// One row a figure: group, name, key, value.
[[nodiscard]] std::string statistics_csv(const Statistics& statistics);

}  // namespace afterword
