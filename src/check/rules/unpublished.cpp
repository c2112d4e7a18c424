#include "check/rules/report.h"

namespace afterword::rules {

void unpublished(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (state_of(context, RequirementId::form_published) == RequirementState::met) return;
  Finding& finding = report(out, place_for(p, {Role::title}), "the report does not say where it is published");
  finding.help = "publish it where everyone in the company finds it, and write the address into the report";
}

}  // namespace afterword::rules
