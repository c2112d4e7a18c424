#include "check/rules/report.h"

namespace afterword::rules {

void tasks_missing(const RuleContext& context, Findings& out) {
  if (state_of(context, RequirementId::measures) == RequirementState::missing) return;
  report_requirement(context, out, RequirementId::measures_tasks, {Role::tasks, Role::measures},
                     "lists no specific task",
                     "write tasks that somebody can tick off: \"add an alert on disk use of the queue servers\"");
}

}  // namespace afterword::rules
