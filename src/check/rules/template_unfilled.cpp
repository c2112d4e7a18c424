#include "check/rules/report.h"

namespace afterword::rules {

void template_unfilled(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.template_unfilled) return;
  Finding& finding = report(out, place_for(p, {Role::summary}), "the template is not filled in");
  finding.label = "headings with nothing of an incident below them";
  finding.help = "replace what stands in brackets by what happened, beginning with the summary";
}

}  // namespace afterword::rules
