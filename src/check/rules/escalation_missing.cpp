#include "check/rules/report.h"

namespace afterword::rules {

void escalation_missing(const RuleContext& context, Findings& out) {
  if (context.postmortem.timeline.empty()) return;
  if (is_asked_for(context.postmortem, {"called in", "escalated"})) return;
  report_requirement(context, out, RequirementId::timeline_escalated, {Role::escalation, Role::timeline},
                     "does not say to whom the incident was escalated",
                     "name the team that was called, or say that none was needed");
}

}  // namespace afterword::rules
