#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/due.h"
#include "archive/record.h"
#include "postmortem/measure_kind.h"

namespace afterword {

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
