#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "archive/archive.h"

namespace afterword {

/// A measure of a report of the archive.
struct MeasurePlace {
  std::uint32_t report = 0;   ///< place in the archive
  std::uint32_t measure = 0;  ///< place in Record::measures
};

/// A measure that several reports ask for, in like words.
struct MeasureTheme {
  std::string text;                   ///< as the shortest of them says it
  std::vector<MeasurePlace> askers;   ///< by place; at least two reports
  std::size_t reports = 0, done = 0;  ///< reports that ask; reports that have it done
};

/// A component and a way to fail that several reports share.
struct CauseTheme {
  std::string component, mechanism;
  std::vector<std::uint32_t> reports;  ///< by place
};

struct Themes {
  std::vector<MeasureTheme> measures;  ///< most asked for first
  std::vector<CauseTheme> causes;      ///< most frequent first
};

/// What keeps coming back, in at least `reports_min` reports. Close to linear in the archive; deterministic.
[[nodiscard]] Themes find_themes(const Archive& archive, std::size_t reports_min = 2);

/// "4 reports ask for it, none has it".
[[nodiscard]] std::string describe_theme(const MeasureTheme& theme);

}  // namespace afterword
