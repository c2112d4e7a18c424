#include "check/rules/report.h"

namespace afterword::rules {

void severity_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.severity.empty()) return;
  Finding& finding = report(out, place_for(p, {Role::summary, Role::impact}), "the report names no severity");
  finding.help = "write the level that was declared: `Severity: SEV-2`";
}

}  // namespace afterword::rules
