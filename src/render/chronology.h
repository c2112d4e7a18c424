#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// A path that proved wrong: entries [first, last] of the timeline, and when it was walked.
struct DeadEnd {
  std::size_t first = 0, last = 0;
  std::int64_t from = 0, until = 0;  ///< seconds on the axis; equal where the cost is not known
};

/// Everything that has a time, on one axis. Seconds from zero: the outage's start where the text gives one, else the
/// earliest entry. Nothing here is guessed: what the text does not give is absent.
struct Chronology {
  bool start_known = false;                     ///< zero is the outage's start
  std::vector<std::optional<std::int64_t>> at;  ///< one for each timeline entry
  std::optional<std::int64_t> detected, eased, ended;
  std::optional<std::size_t> detected_entry, eased_entry, ended_entry;  ///< what entry says so, where one does
  bool ended_by_length = false;                                         ///< the end follows from the stated length
  std::vector<DeadEnd> dead_ends;
  std::int64_t dead_end_seconds = 0;
  std::int64_t first = 0, last = 0;  ///< the axis' extent
  std::optional<int> clock_minutes;  ///< minute of the day at zero, local
  std::optional<Date> date;          ///< local date at zero
  std::string zone;                  ///< as written; may be empty

  [[nodiscard]] bool has_axis() const { return last > first; }
  /// "09:30" at a place on the axis; "+30 min" where no clock is known.
  [[nodiscard]] std::string clock_text(std::int64_t at) const;
};

[[nodiscard]] Chronology read_chronology(const Postmortem& postmortem);

/// "Thu 18 Apr 2024"; without a year "Thu" is left out too.
[[nodiscard]] std::string date_text(Date date);
/// "09:30".
[[nodiscard]] std::string clock_text(int minutes_of_day);
/// "+4 min", "−10 min", "start".
[[nodiscard]] std::string since_text(std::int64_t seconds);

}  // namespace afterword
