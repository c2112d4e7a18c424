#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// What a measure is for.
enum class MeasureKind : std::uint8_t { prevent, detect, mitigate, process };
/// Read from the measure's own words: those that are about noticing, recovering or working together say so; all others
/// prevent. Linear in the text.
[[nodiscard]] MeasureKind kind_of_words(std::string_view text);
[[nodiscard]] std::string_view name_of(MeasureKind kind);

/// How much a measure leaves to the care of people: what a machine enforces holds, what people must remember does not.
enum class MeasureStrength : std::uint8_t {
  weak,    ///< asks people to know or to remember: train, document, remind
  medium,  ///< helps people to notice or to act: alert, test, runbook
  strong,  ///< takes the possibility away: remove, limit, automate, replicate
};
/// Read from the measure's own words; medium where they say nothing. Linear in the text.
[[nodiscard]] MeasureStrength strength_of_words(std::string_view text);
[[nodiscard]] std::string_view name_of(MeasureStrength strength);

}  // namespace afterword
