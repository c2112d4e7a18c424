#include "check/rules/report.h"

namespace afterword::rules {

void start_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.start && p.start->civil.clock) return;
  if (p.start) {
    Finding& finding =
        report(out, p.start->span, "the report says on which day the outage began, but not at what time");
    finding.label = "a day without a time";
    finding.help = "write the time and its zone behind it: `09:10 UTC`";
    return;
  }
  Finding& finding = report(out, place_for(p, {Role::duration, Role::summary}),
                            p.end ? "the report does not say when the outage began"
                                  : "the report says neither when the outage began nor when it ended");
  if (p.end) add_note(finding, "it ended here", p.end->span);
  finding.help = "write both into the summary, with the zone: `12 March 2024, 09:10 to 10:40 UTC`";
}

}  // namespace afterword::rules
