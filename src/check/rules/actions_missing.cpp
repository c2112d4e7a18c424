#include "check/rules/report.h"

namespace afterword::rules {

void actions_missing(const RuleContext& context, Findings& out) {
  if (context.postmortem.timeline.empty()) return;
  report_requirement(context, out, RequirementId::timeline_actions, {Role::timeline},
                     "does not tell in its timeline what was done",
                     "add what was examined and what was assumed: \"09:25 – the switch was checked; it was fine\"",
                     "tells little of what was done: nothing that was examined, or nothing that was assumed");
}

}  // namespace afterword::rules
