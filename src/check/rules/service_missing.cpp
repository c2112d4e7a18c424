#include "check/rules/report.h"

namespace afterword::rules {

void service_missing(const RuleContext& context, Findings& out) {
  report_requirement(context, out, RequirementId::summary_impact_service, {Role::impact, Role::summary},
                     "does not say which service was down or slow",
                     "name it in the summary, as users know it: \"the checkout page answered with errors\"");
}

}  // namespace afterword::rules
