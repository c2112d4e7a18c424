#include "check/rules/report.h"
#include "moment/duration.h"

namespace afterword::rules {

void recovery_mismatch(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!states_period(p) || !p.end->civil.clock) return;
  constexpr std::int64_t slack_s = 5 * 60;
  const TimelineEntry* last = nullptr;
  for (const TimelineEntry& entry : p.timeline) {
    const auto off = seconds_between(p.end->civil, p.end->seconds, entry.civil, entry.seconds);
    if (!off) continue;
    if (*off >= -slack_s && *off <= slack_s) return;  // some entry tells of the end
    if (has(entry.kinds, EntryKind::recovery) || has(entry.kinds, EntryKind::resolution)) last = &entry;
  }
  if (last == nullptr || last->line == p.end->line) return;
  const auto off = *seconds_between(p.end->civil, p.end->seconds, last->civil, last->seconds);
  if (off > 86400 || off < -86400) return;
  Finding& finding = report(out, last->time_span,
                            "the timeline's last recovery is " + duration_text(off < 0 ? -off : off) +
                                (off < 0 ? " before" : " after") + " the end of the outage");
  finding.label = "recovered here";
  add_note(finding, "the outage ends here", p.end->span);
  finding.help = "add the entry that ends the outage, or correct one of the two times";
}

}  // namespace afterword::rules
