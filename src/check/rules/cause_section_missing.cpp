#include "check/rules/report.h"

namespace afterword::rules {

void cause_section_missing(const RuleContext& context, Findings& out) {
  Finding* finding =
      report_requirement(context, out, RequirementId::cause_and_resolution,
                         {Role::cause_and_resolution, Role::root_cause, Role::resolution},
                         "has no section on the root cause and the resolution",
                         "explain below `## Root cause and resolution` what was causing the issue and how it was fixed",
                         "has a section on one of root cause and resolution, but not on the other");
  // A section that is there but does not do is for its author to fill; only an absent one is inserted.
  if (finding != nullptr &&
      section_with(context.postmortem, {Role::cause_and_resolution, Role::root_cause, Role::resolution}) == nullptr)
    add_section_fix(context, *finding, "Root cause and resolution",
                    "In detail: what was causing the issue, by which mechanism, and how it was fixed.",
                    {Role::timeline, Role::summary});
}

}  // namespace afterword::rules
