#pragma once
#include <string>
#include <string_view>

#include "postmortem/postmortem.h"
#include "render/chronology.h"
#include "render/svg.h"

namespace afterword {

/// What an entry is on the axis. Each has a shape of its own, so that colour is never needed to tell them apart.
enum class Sign : std::uint8_t {
  began,
  noticed,
  looked,
  dead_end,
  handed_over,
  told,
  found,
  mitigated,
  fixed,
  restored
};
inline constexpr std::size_t sign_count = 10;

[[nodiscard]] Sign sign_of(const Postmortem& postmortem, const Chronology& chronology, std::size_t entry);
/// "began", "noticed", "looked, tried", …
[[nodiscard]] std::string_view words_of(Sign sign);
/// A shape around (0, 0), 9 units in every direction, as path data.
[[nodiscard]] std::string_view shape_of(Sign sign);
[[nodiscard]] std::string_view class_of(Sign sign);

/// The incident in two or three sentences: what the figure shows, for who can't see it.
[[nodiscard]] std::string describe_timeline(const Postmortem& postmortem, const Chronology& chronology);

/// Impact, phases, durations, dead ends and entries on one axis, 760 units wide. Empty without at least two moments.
[[nodiscard]] Figure draw_wide_timeline(const Postmortem& postmortem, const Chronology& chronology);
/// The same from top to bottom, 340 units wide, for phones.
[[nodiscard]] Figure draw_tall_timeline(const Postmortem& postmortem, const Chronology& chronology);

/// Share of users affected over time, as far as the text gives it.
struct ImpactStep {
  std::int64_t at = 0;
  double percent = 0;
};
/// Two or more steps where entries state shares; one where the text states a single one; none without any.
[[nodiscard]] std::vector<ImpactStep> impact_steps(const Postmortem& postmortem, const Chronology& chronology);

/// One of up to three stretches: not noticed, hurting, recovering.
struct Phase {
  std::int64_t from = 0, until = 0;
  std::string_view words, short_words, cls;
};
[[nodiscard]] std::vector<Phase> phases_of(const Chronology& chronology);
/// The durations that brackets show: until noticed, until it stopped hurting, until resolved.
struct Stretch {
  std::int64_t until = 0;
  std::string_view words, term;
};
[[nodiscard]] std::vector<Stretch> stretches_of(const Chronology& chronology);

/// Hatching and dots that the figures' classes refer to, with ids of this prefix.
[[nodiscard]] std::string pattern_definitions(std::string_view prefix);
[[nodiscard]] std::string percent_text(double percent);

}  // namespace afterword
