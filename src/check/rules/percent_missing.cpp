#include "check/rules/report.h"

namespace afterword::rules {

void percent_missing(const RuleContext& context, Findings& out) {
  if (is_asked_for(context.postmortem, {"many %", "percent"})) return;
  report_requirement(context, out, RequirementId::summary_impact_percent, {Role::impact, Role::summary},
                     "does not say how many percent of the users were affected",
                     "write the share, an estimate if need be: \"about 35 % of users\"",
                     "tells of the users affected, but not how many percent they are");
}

}  // namespace afterword::rules
