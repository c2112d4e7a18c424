#include "check/rules/report.h"

namespace afterword::rules {

void measures_missing(const RuleContext& context, Findings& out) {
  Finding* finding =
      report_requirement(context, out, RequirementId::measures, {Role::measures, Role::tasks, Role::improvements},
                         "has no corrective and preventative measures",
                         "list what will be improved and the tasks for it, each with an owner and a date");
  // A section that is there but does not do is for its author to fill; only an absent one is inserted.
  if (finding != nullptr &&
      section_with(context.postmortem, {Role::measures, Role::tasks, Role::improvements}) == nullptr)
    add_section_fix(context, *finding, "Corrective and preventative measures",
                    "What can be improved, broadly; then tasks that are specific: what, who, until when.",
                    {Role::cause_and_resolution, Role::resolution, Role::root_cause, Role::timeline, Role::lessons});
}

}  // namespace afterword::rules
