#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// What became of a measure, seen from a later day.
enum class MeasureState : std::uint8_t {
  done,     ///< ticked off: and it happened again all the same
  open,     ///< not done, not yet due or without a date
  overdue,  ///< not done, and its day is past
};
[[nodiscard]] std::string_view name_of(MeasureState state);

/// A measure as an archive keeps it.
struct KeptMeasure {
  std::string text, owner, tracker;
  std::optional<Date> due;
  bool done = false;
  bool task = false;
  std::uint32_t line = 0;
  std::string words;            ///< what it asks for, without owner, date and state; empty: as `text`
  std::optional<Date> done_on;  ///< from "(done 2026-11-20, proof: …)"
  std::string proof;            ///< the address there
  [[nodiscard]] const std::string& shown() const { return words.empty() ? text : words; }
  friend bool operator==(const KeptMeasure&, const KeptMeasure&) = default;
};

/// What "(done 2026-11-20, proof: https://…)" at the end of a measure says.
struct DoneMark {
  Date day;
  std::string_view proof;
  std::size_t begin = 0;  ///< where its bracket opens
};
/// Finds the mark in a measure's text; nothing where there is none.
[[nodiscard]] std::optional<DoneMark> find_done_mark(std::string_view text);

/// What an archive keeps of a report to show it: facts, not text. Immutable.
struct Record {
  std::string path;
  std::string title;  ///< its own, or what was down, or the file's name
  std::string service;
  std::string cause;  ///< the summary of the cause, cut to a line
  std::string severity;
  std::optional<Date> date;  ///< when the outage began
  std::optional<double> duration_min;
  std::optional<double> detect_min;    ///< from the begin until it was detected
  std::optional<double> mitigate_min;  ///< from the begin until the first entry that tells of a mitigation
  std::optional<double> percent;       ///< share of users hit, 0–100
  std::optional<DetectedHow> detected_how;
  std::optional<CauseClass> cause_class;
  std::vector<KeptMeasure> measures;
  bool is_postmortem = false;
  friend bool operator==(const Record&, const Record&) = default;
};

[[nodiscard]] Record keep_record(const Postmortem& postmortem, std::string path);
/// The state of a measure of `report` by the day that due_of gives; a wish that nobody is meant to do is never overdue.
/// `today` is the day to judge from: where none is known, nothing is overdue.
[[nodiscard]] MeasureState state_of(const Record& report, const KeptMeasure& measure, std::optional<Date> today);

/// What the measures of an earlier report say about its return.
enum class FollowUp : std::uint8_t {
  never_proposed,  ///< it asked for no measure at all
  done,            ///< all were done, and did not help
  open,            ///< some are not done
  overdue,         ///< some are not done though their day is past
};
[[nodiscard]] FollowUp follow_up_of(const Record& report, std::optional<Date> today);
/// "all 3 measures were done and did not help", "2 of 3 measures are open", …
[[nodiscard]] std::string describe_follow_up(const Record& report, std::optional<Date> today);

}  // namespace afterword
