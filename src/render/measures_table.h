#pragma once
#include <string>
#include <string_view>

#include "postmortem/measure_kind.h"
#include "postmortem/postmortem.h"
#include "render/anchors.h"
#include "render/render.h"

namespace afterword {

/// Read from the measure's own words.
[[nodiscard]] MeasureKind kind_of(const Measure& measure);

enum class MeasureState : std::uint8_t { unknown, open, done, late };
[[nodiscard]] MeasureState state_of(const Measure& measure, const std::optional<Date>& today);
/// "done", "open", "12 days late"; empty where the text does not say.
[[nodiscard]] std::string state_text(const Measure& measure, const std::optional<Date>& today);
[[nodiscard]] std::string due_text(const Measure& measure);

/// "M1": how figures call a measure.
[[nodiscard]] std::string number_of_measure(std::size_t index);

/// A table that becomes cards on a narrow screen. Columns that no measure has anything for are left out, and a
/// sentence says so. At most `limit` rows where it is not 0.
void append_measures(std::string& out, const Postmortem& postmortem, const Anchors& anchors,
                     const RenderOptions& options, std::size_t limit = 0);

}  // namespace afterword
