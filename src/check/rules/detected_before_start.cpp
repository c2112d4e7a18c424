#include "check/rules/report.h"
#include "moment/duration.h"

namespace afterword::rules {

void detected_before_start(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!states_period(p) || !p.detected_at) return;
  const auto after = seconds_between(p.start->civil, p.start->seconds, p.detected_at->civil, p.detected_at->seconds);
  if (!after || *after >= -60) return;
  Finding& finding = report(out, p.detected_at->span,
                            "the problem is detected " + duration_text(-*after) + " before the outage begins");
  finding.label = "detected here";
  add_note(finding, "the outage begins only here", p.start->span);
  finding.help = "move the start to the first sign of the problem, or say that this was a warning before it";
}

}  // namespace afterword::rules
