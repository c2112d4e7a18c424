#include "check/rules/report.h"
#include "moment/duration.h"

namespace afterword::rules {

/// Entries before the start may tell of the trigger and entries after the end of the clean-up; what can't be is that
/// somebody already fights an outage that has not begun.
void entry_outside_outage(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!states_period(p) || !p.start->civil.clock) return;
  for (const TimelineEntry& entry : p.timeline) {
    if (!has(entry.kinds, EntryKind::mitigation) && !has(entry.kinds, EntryKind::escalation)) continue;
    const auto after = seconds_between(p.start->civil, p.start->seconds, entry.civil, entry.seconds);
    if (!after || *after >= -60) continue;
    // Some days earlier is history, not response.
    if (*after < -43200) continue;
    Finding& finding = report(out, entry.time_span.empty() ? entry.span : entry.time_span,
                              "the response is under way " + duration_text(-*after) + " before the outage begins");
    finding.label = "earlier than the start";
    add_note(finding, "the outage begins here", p.start->span);
    finding.help = "correct this time or the start of the outage";
  }
}

}  // namespace afterword::rules
