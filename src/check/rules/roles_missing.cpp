#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {

void roles_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (has_mark(p, Mark::response_role)) return;
  Finding& finding = report(out, place_for(p, {Role::summary, Role::timeline}),
                            "the report does not say who had which role in the response");
  finding.help = "name the roles, not the blame: `Incident commander: …`, `Responders: …`, `Scribe: …`";
}

}  // namespace afterword::rules
