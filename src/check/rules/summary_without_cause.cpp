#include "check/rules/report.h"

namespace afterword::rules {

void summary_without_cause(const RuleContext& context, Findings& out) {
  if (state_of(context, RequirementId::summary) == RequirementState::missing) return;  // said once, by summary-missing
  report_requirement(context, out, RequirementId::summary_root_cause, {Role::root_cause, Role::summary},
                     "does not give the root cause in its summary",
                     "put the cause in one sentence into the summary; the details have their own section");
}

}  // namespace afterword::rules
