#include "check/rules/report.h"

namespace afterword::rules {

void zone_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.timezone || !p.zones.empty()) return;
  Span at;
  if (p.start && p.start->civil.clock) at = p.start->span;
  for (std::size_t i = 0; at.empty() && i < p.timeline.size(); ++i)
    if (p.timeline[i].civil.clock) at = p.timeline[i].time_span;
  if (at.empty()) return;  // no time at all, so no zone to ask for
  Finding& finding = report(out, at, "times without a time zone");
  finding.label = "in which zone?";
  add_note(finding, "readers elsewhere can't order these against their own logs");
  finding.help = "write the zone behind the first time, or once above the timeline: `## Timeline (UTC)`";
}

}  // namespace afterword::rules
