#include "check/rules/report.h"

namespace afterword::rules {

void detection_missing(const RuleContext& context, Findings& out) {
  if (context.postmortem.timeline.empty() && state_of(context, RequirementId::timeline) == RequirementState::missing)
    return;
  report_requirement(context, out, RequirementId::timeline_detected, {Role::detection, Role::timeline},
                     "does not say when the problem was detected",
                     "add the entry: \"09:16 – a monitoring alert reported …\"");
}

}  // namespace afterword::rules
