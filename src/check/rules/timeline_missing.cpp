#include "check/rules/report.h"

namespace afterword::rules {

void timeline_missing(const RuleContext& context, Findings& out) {
  Finding* finding = report_requirement(
      context, out, RequirementId::timeline, {Role::timeline, Role::summary}, "has no timeline",
      "list what happened, a time and one or two short sentences an entry: \"09:16 – an alert reported a full queue\"",
      "has a timeline of fewer than three entries with a time");
  // A section that is there but does not do is for its author to fill; only an absent one is inserted.
  if (finding != nullptr && section_with(context.postmortem, {Role::timeline}) == nullptr)
    add_section_fix(context, *finding, "Timeline",
                    "One entry a line: the time, then one or two short sentences. When it was noticed and how, what "
                    "was examined, what misled, who was called, what ended it.",
                    {Role::summary, Role::impact, Role::duration});
}

}  // namespace afterword::rules
