#include "check/rules/report.h"

namespace afterword::rules {

void experience_missing(const RuleContext& context, Findings& out) {
  report_requirement(context, out, RequirementId::summary_impact_experience, {Role::impact, Role::summary},
                     "does not say what users met",
                     "say what they saw: an error message, a blank page, a payment that never finished");
}

}  // namespace afterword::rules
