#include "check/rules/report.h"

namespace afterword::rules {

void status_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.status.empty()) return;
  Finding& finding = report(out, place_for(p, {Role::summary}), "the report does not say how far it has come");
  finding.help = "write `Status: draft`, `Status: in review` or `Status: complete, action items in progress`";
}

}  // namespace afterword::rules
