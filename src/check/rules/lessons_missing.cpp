#include "check/rules/report.h"

namespace afterword::rules {

void lessons_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (section_with(p, {Role::lessons}) != nullptr) return;
  Finding& finding = report(out, place_for(p, {Role::measures, Role::tasks, Role::cause_and_resolution}),
                            "the report does not say what was learned");
  finding.help = "add `## Lessons learned`: what went well, what went badly, where we were lucky";
  add_section_fix(context, finding, "Lessons learned", "What went well, what went badly, where we were lucky.",
                  {Role::cause_and_resolution, Role::resolution, Role::root_cause, Role::timeline});
}

}  // namespace afterword::rules
