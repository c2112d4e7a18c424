#include "check/rules/report.h"

namespace afterword::rules {

void timeline_without_resolution(const RuleContext& context, Findings& out) {
  if (context.postmortem.timeline.empty()) return;
  report_requirement(context, out, RequirementId::timeline_resolved, {Role::timeline},
                     "does not tell in its timeline how the incident was resolved",
                     "end with what ended it: \"10:30 – the old logs were deleted and the queue drained\"");
}

}  // namespace afterword::rules
