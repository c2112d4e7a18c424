#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "postmortem/classify_reading.h"
#include "postmortem/moment_entries.h"

namespace afterword {

// The steps of classify_postmortems. Each is a pure function of the reading, so that the trainer runs the very same
// code.

/// Room for the features of most things that are judged.
constexpr std::size_t features_usual = 240;

/// What each timeline entry's own words say: a score for each kind.
[[nodiscard]] std::vector<LinearModel::Scores> score_entries(const ClassifyReading& reading,
                                                             const ClassifyModel& model);
/// The kinds that such scores mean, before an entry's neighbours are looked at.
[[nodiscard]] std::vector<EntryKind> choose_kinds(const std::vector<LinearModel::Scores>& scores, const KindSets& sets);
/// What each timeline entry tells of.
[[nodiscard]] std::vector<EntryKind> judge_kinds(const ClassifyReading& reading, const ClassifyModel& model);

/// The units that say what `field` asks for, best first, at most three; empty where the report does not say it.
[[nodiscard]] std::vector<std::uint32_t> find_passage(const ClassifyReading& reading, PassageField field,
                                                      const std::vector<std::array<float, LinearModel::width>>& scores,
                                                      const std::array<float, LinearModel::width>& none,
                                                      const ClassifyModel& model);
/// Scores of every unit for every field, and of the none unit.
[[nodiscard]] std::vector<LinearModel::Scores> score_lines(const ClassifyReading& reading,
                                                           const std::vector<EntryKind>& kinds,
                                                           const ClassifyModel& model);
[[nodiscard]] LinearModel::Scores score_none(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                                             const ClassifyModel& model);

/// The units whose words decide how it was detected: the line, with the rest of its entry.
[[nodiscard]] std::vector<std::uint32_t> detection_units(const ClassifyReading& reading, std::uint32_t unit);
/// The units whose words decide the class of the cause.
[[nodiscard]] std::vector<std::uint32_t> cause_units(const ClassifyReading& reading,
                                                     std::vector<std::uint32_t> passages,
                                                     const std::vector<EntryKind>& kinds);

/// The entries that tell when the outage began and ended.
[[nodiscard]] MomentEntries judge_moments(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                                          const ClassifyModel& model);

/// Whether the sections leave open if a measure is a task.
[[nodiscard]] bool is_undivided(const ClassifyReading& reading, std::size_t measure);

/// Units that blame a person.
[[nodiscard]] std::vector<std::uint32_t> find_blame(const ClassifyReading& reading);
/// Units that say what set it off, or what contributed.
[[nodiscard]] std::vector<std::uint32_t> find_trigger(const ClassifyReading& reading);
[[nodiscard]] std::vector<std::uint32_t> find_factors(const ClassifyReading& reading);

/// Whom an entry or line hands the incident to, as written ("database team").
[[nodiscard]] std::vector<std::string> name_receivers(const ClassifyReading& reading,
                                                      const std::vector<std::uint32_t>& units);
/// What was down, in a few words of the line itself.
[[nodiscard]] std::string name_service(const ClassifyReading& reading, const std::vector<std::uint32_t>& units);

/// Units as a passage: sorted, each line once.
[[nodiscard]] Passage make_passage(const ClassifyReading& reading, std::vector<std::uint32_t> units);

}  // namespace afterword
