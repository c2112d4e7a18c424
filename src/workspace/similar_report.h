#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "archive/archive.h"

namespace afterword {

/// What is told of one report: those it is like, and why.
struct SimilarAnswer {
  std::string path;                    ///< of the report asked about
  Record report;                       ///< its facts
  std::optional<std::uint32_t> place;  ///< in the archive, where it is there
  bool comparable = false;
  std::vector<Match> matches;
  std::vector<SharedTraits> shared;  ///< one for each match
};

/// Asks an archive about one report. `leave_out`: its own place there.
[[nodiscard]] SimilarAnswer answer_similar(const Archive& archive, Record report, const Sketch& sketch,
                                           std::optional<std::uint32_t> leave_out);

/// The day to judge measures from: when the new outage began, else `today`.
[[nodiscard]] Date judge_day(const SimilarAnswer& answer, Date today);

/// For people: verdicts, why, and what became of the measures.
[[nodiscard]] std::string print_similar(const Archive& archive, const SimilarAnswer& answer, Date today);
/// `afterword.similar/1`, see docs/formats/similar.md.
[[nodiscard]] std::string similar_json(const Archive& archive, const SimilarAnswer& answer, Date today);

/// How many reports are a failure that an earlier one had told of.
struct RepeatRate {
  std::size_t reports = 0;   ///< reports of incidents
  std::size_t repeats = 0;   ///< with an earlier report of the same failure
  std::size_t failures = 0;  ///< different failures that came back
};
/// Counts over answers of many reports. Without dates, a report of the archive stands before those after it.
[[nodiscard]] RepeatRate count_repeats(const Archive& archive, const std::vector<SimilarAnswer>& answers);

/// The same over an archive, each of its reports asked about. `sketches` by place.
[[nodiscard]] RepeatRate count_repeats(const Archive& archive, std::span<const Sketch> sketches);

/// What came when, seen from a report: "earlier", "later" or "unknown".
[[nodiscard]] std::string_view order_of(const std::optional<Date>& other, const std::optional<Date>& own);

}  // namespace afterword
