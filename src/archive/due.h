#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "archive/record.h"

namespace afterword {

// When a measure is due, for everything that asks: the board, reminders, the digest of a day, search, what is told of
// an earlier report's measures.

enum class DueOrigin : std::uint8_t {
  none,      ///< neither a date nor the day of the outage is known
  stated,    ///< the report says it
  severity,  ///< by the default for the report's severity: due_days_of
};
[[nodiscard]] std::string_view name_of(DueOrigin origin);

/// Days that a measure may take after its outage where the report names no date: 28 for severity 1 (also critical), 56
/// for severity 2 (major, high), 90 for all others.
[[nodiscard]] int due_days_of(std::string_view severity);

struct DueDay {
  std::optional<Date> day;
  DueOrigin origin = DueOrigin::none;
};
/// When a measure is due: as it says, else by its report's day and severity.
[[nodiscard]] DueDay due_of(const Record& record, const KeptMeasure& measure);
/// Whether somebody is meant to do it. A wish needs no owner and no date; what has them is a task.
[[nodiscard]] bool is_task(const KeptMeasure& measure);

}  // namespace afterword
