#include <cmath>

#include "check/rules/report.h"
#include "moment/duration.h"

namespace afterword::rules {
namespace {

/// How far a stated length may be off before it is wrong: people round to five minutes, and "three hours" to more.
double tolerance_of(const StatedNumber& stated) {
  const bool whole_hours = stated.value >= 60 && std::fmod(stated.value, 60.0) == 0;
  double minutes = whole_hours ? 5 : stated.value >= 60 ? 2 : 1;
  if (stated.value >= 1440) minutes = std::fmod(stated.value, 1440.0) == 0 ? 720 : 60;
  if (stated.approximate) minutes = std::max(10.0, stated.value / 4);
  return minutes;
}

}  // namespace

void duration_mismatch(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.duration_min || p.duration_min->computed || !p.computed_duration_min || !states_period(p)) return;
  const std::uint32_t line = line_of_number(p, p.duration_min->line);
  if (line >= p.places.size()) return;
  const LinePlace& place = p.places[line];
  const auto is = [&](Role role) { return place.role == role || place.label == role || place.part == role; };
  // "Was out for three weeks" in the account of the cause is the length of something else.
  if (!is(Role::duration) && !is(Role::summary) && !is(Role::impact) && p.duration_min->line != p.start->line) return;
  if (place.label == Role::root_cause || place.role == Role::root_cause) return;
  const double stated = p.duration_min->value, computed = *p.computed_duration_min;
  if (computed < 0) return;  // end-before-start says that
  double off = std::fabs(stated - computed);
  // Without dates the span is known up to whole days only.
  if (!p.start->civil.date || !p.end->civil.date) off = std::min(std::fmod(off, 1440), 1440 - std::fmod(off, 1440));
  if (off <= tolerance_of(*p.duration_min)) return;
  const auto seconds = static_cast<std::int64_t>(std::llround(computed * 60));
  const std::string_view written = text_at(context, p.duration_min->span);
  Finding& finding = report(out, p.duration_min->span,
                            "the duration " + quoted(written) + " is not what lies between start and end, which is " +
                                duration_words(seconds));
  finding.label = "start and end are " + duration_text(seconds) + " apart";
  add_note(finding, "the outage began here", p.start->span);
  add_note(finding, "and ended here", p.end->span);
  finding.help = "write `" + duration_words(seconds) + "`, or correct the start or the end";
  add_fix(finding, "write the duration that follows from start and end", Applicability::unsafe,
          {{p.duration_min->span, duration_words(seconds)}});
}

}  // namespace afterword::rules
