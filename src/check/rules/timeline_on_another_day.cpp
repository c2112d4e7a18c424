#include "check/rules/report.h"

namespace afterword::rules {

void timeline_on_another_day(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!states_period(p) || !p.start->civil.date || p.start->civil.date->year == 0) return;
  const Stated& last = p.end && p.end->civil.date && p.end->civil.date->year != 0 ? *p.end : *p.start;
  const std::int64_t from = days_of(*p.start->civil.date) - 1, to = days_of(*last.civil.date) + 1;
  const TimelineEntry* outside = nullptr;
  for (const TimelineEntry& entry : p.timeline) {
    if (!entry.date_stated || !entry.civil.date || entry.civil.date->year == 0) continue;
    const std::int64_t day = days_of(*entry.civil.date);
    if (day >= from && day <= to) return;  // some of it is on the right day
    if (outside == nullptr) outside = &entry;
  }
  if (outside == nullptr) return;
  Finding& finding = report(out, outside->time_span.empty() ? outside->span : outside->time_span,
                            "the whole timeline is dated " + date_text(*outside->civil.date) +
                                ", but the outage began on " + date_text(*p.start->civil.date));
  finding.label = "another day";
  add_note(finding, "the outage began here", p.start->span);
  finding.help = "correct one of the two dates";
}

}  // namespace afterword::rules
