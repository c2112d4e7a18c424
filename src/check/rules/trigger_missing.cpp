#include "check/rules/report.h"

namespace afterword::rules {

void trigger_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.trigger.empty()) return;
  Finding& finding = report(out, place_for(p, {Role::root_cause, Role::cause_and_resolution, Role::summary}),
                            "the report does not say what set the incident off");
  finding.help = "name the trigger apart from the cause: \"Trigger: the nightly import at 09:10\"";
}

}  // namespace afterword::rules
