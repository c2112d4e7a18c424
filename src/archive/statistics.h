#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/record.h"

namespace afterword {

/// Values as they are, sorted: outages are skewed, so there is no mean here.
struct Distribution {
  std::vector<double> values;
  std::vector<std::uint32_t> reports;  ///< whose each value is: its place among the records
  [[nodiscard]] std::size_t count() const { return values.size(); }
  /// The middle one, or half way between the two middle ones. Nothing without values.
  [[nodiscard]] std::optional<double> median() const;
  /// The smallest value that at least 90 % of all do not exceed. Nothing without values.
  [[nodiscard]] std::optional<double> p90() const;
};

/// How many measures of one age are done.
struct Completion {
  std::string_view age;  ///< "up to 30 days"
  std::size_t measures = 0, done = 0;
};

/// What the reports of an archive say in numbers. Whatever a report does not say is not counted anywhere.
struct Statistics {
  std::size_t reports = 0;                      ///< of incidents
  std::optional<std::size_t> repeats;           ///< of a failure that an earlier report had told of, if asked
  Distribution detect, mitigate, resolve;       ///< minutes
  Distribution impact;                          ///< minutes times the share of users hit, 0–1
  double impact_sum = 0;                        ///< of all reports that say both
  std::map<DetectedHow, std::size_t> detected;  ///< by how it was detected
  std::map<int, std::map<CauseClass, std::size_t>> causes;  ///< by year
  std::array<Completion, 5> completion;                     ///< tasks by the age of their outage on `day`
};

/// `day`: to judge ages from. Sorting aside linear; deterministic.
[[nodiscard]] Statistics make_statistics(std::span<const Record> records, Date day);

/// What `afterword search` is asked to find the reports behind a distribution: by its name, as above.
[[nodiscard]] std::string_view query_of(std::string_view name);
/// The same for those that were detected so, for a class of causes in a year, and for tasks of an age on `day`.
[[nodiscard]] std::string query_of(DetectedHow how);
[[nodiscard]] std::string query_of(int year, CauseClass cause);
[[nodiscard]] std::string query_of_age(std::size_t place, Date day);

/// What is counted, in a sentence: by the name of the distribution ("detect", "mitigate", "resolve", "impact").
[[nodiscard]] std::string_view definition_of(std::string_view name);

}  // namespace afterword
