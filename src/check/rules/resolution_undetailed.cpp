#include "check/rules/report.h"

namespace afterword::rules {

void resolution_undetailed(const RuleContext& context, Findings& out) {
  if (state_of(context, RequirementId::cause_and_resolution) == RequirementState::missing) return;
  report_requirement(context, out, RequirementId::resolution_detail, {Role::resolution, Role::cause_and_resolution},
                     "does not explain in detail how the issue was fixed",
                     "say what was changed, by which command or setting, and how it was known to have worked");
}

}  // namespace afterword::rules
