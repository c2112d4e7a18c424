#include "check/rules/report.h"

namespace afterword::rules {

void end_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.start || (p.end && p.end->civil.clock)) return;  // without a start, start-missing has said it
  if (p.end) {
    Finding& finding = report(out, p.end->span, "the report says on which day the outage ended, but not at what time");
    finding.label = "a day without a time";
    finding.help = "write the time and its zone behind it: `10:40 UTC`";
    return;
  }
  Finding& finding = report(out, p.start->span, "the report does not say when the outage ended");
  finding.label = "it began here";
  finding.help = "write the end behind the start, or that it still goes on";
}

}  // namespace afterword::rules
