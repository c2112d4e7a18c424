#include "check/rules/report.h"

namespace afterword::rules {

void cause_undetailed(const RuleContext& context, Findings& out) {
  if (state_of(context, RequirementId::cause_and_resolution) == RequirementState::missing) return;
  report_requirement(
      context, out, RequirementId::cause_detail, {Role::root_cause, Role::cause_and_resolution},
      "does not explain in detail what was causing the issue",
      "describe the mechanism in two sentences or more: what changed, what that did, why nothing stopped it");
}

}  // namespace afterword::rules
