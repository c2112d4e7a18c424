#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/record.h"
#include "postmortem/measure_kind.h"

namespace afterword {

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

/// A measure as the board shows it.
struct BoardTask {
  std::uint32_t report = 0, measure = 0;  ///< places
  /// From the file's name and the measure's words, so it stays when the measure is done, moved, or given an owner or a
  /// date. Measures of one file with the same words are told apart by "-2", "-3".
  std::string id;
  MeasureKind kind{};
  MeasureStrength strength{};
  MeasureState state{};
  DueOrigin due_origin{};
  std::optional<Date> due;
  std::optional<std::int64_t> age_days;   ///< from the outage until it was done, else until the board's day
  std::optional<std::int64_t> late_days;  ///< where overdue
};

struct BoardFilter {
  bool overdue_only = false;
  bool with_improvements = false;  ///< also broad wishes that have no owner, date, ticket or state
  std::string owner, service;      ///< a part of the name, whatever the case; empty: all
};

struct Board {
  Date day;
  std::vector<BoardTask> tasks;  ///< overdue, the longest first; open by due date; done
  std::size_t improvements = 0;  ///< wishes that were left out
};

/// All measures of reports of incidents, as they stand on a day. Linear but for the sorting; deterministic.
[[nodiscard]] Board make_board(std::span<const Record> records, Date day, const BoardFilter& filter = {});

/// Ids of all measures of a report, in order.
[[nodiscard]] std::vector<std::string> ids_of_measures(const Record& record);

}  // namespace afterword
