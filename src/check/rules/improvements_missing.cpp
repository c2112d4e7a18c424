#include "check/rules/report.h"

namespace afterword::rules {

void improvements_missing(const RuleContext& context, Findings& out) {
  if (state_of(context, RequirementId::measures) == RequirementState::missing) return;
  report_requirement(context, out, RequirementId::measures_improvements, {Role::improvements, Role::measures},
                     "does not say what can be improved, broadly",
                     "add what should be better from now on before the tasks that make it so");
}

}  // namespace afterword::rules
