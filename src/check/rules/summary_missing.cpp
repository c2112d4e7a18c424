#include "check/rules/report.h"

namespace afterword::rules {

void summary_missing(const RuleContext& context, Findings& out) {
  Finding* finding =
      report_requirement(context, out, RequirementId::summary, {Role::summary, Role::title},
                         "has no summary, the part that everybody reads",
                         "open with `## Summary`: when it began and ended, what was down, for how many users, and why");
  // A section that is there but does not do is for its author to fill; only an absent one is inserted.
  if (finding != nullptr && section_with(context.postmortem, {Role::summary}) == nullptr)
    add_section_fix(context, *finding, "Summary",
                    "From when to when (with time zone), which service, what users met, how many % of them, and the "
                    "root cause in a sentence.",
                    {});
}

}  // namespace afterword::rules
