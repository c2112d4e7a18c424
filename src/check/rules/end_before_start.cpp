#include "check/rules/report.h"

namespace afterword::rules {

void end_before_start(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!states_period(p)) return;
  const Civil &start = p.start->civil, &end = p.end->civil;
  bool before = false;
  if (start.date && end.date && start.date->year != 0 && end.date->year != 0 && *end.date < *start.date)
    before = !p.start->seconds || !p.end->seconds || *p.end->seconds < *p.start->seconds;
  else if (start.date && end.date && *start.date == *end.date && start.clock && end.clock)
    before = p.start->seconds && p.end->seconds ? *p.end->seconds < *p.start->seconds
                                                : end.clock->minutes() < start.clock->minutes();
  if (!before) return;
  Finding& finding = report(out, p.end->span, "the outage ends before it begins");
  finding.label = "this is earlier than the start";
  add_note(finding, "it begins here", p.start->span);
  if (*start.date == *end.date && end.date->year != 0)
    finding.help = "if it ended after midnight, write the next day's date: `" + date_text(next_day(*end.date)) + "`";
  else
    finding.help = "correct one of the two dates";
}

}  // namespace afterword::rules
