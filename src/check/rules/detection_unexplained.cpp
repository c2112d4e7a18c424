#include "check/rules/report.h"

namespace afterword::rules {

void detection_unexplained(const RuleContext& context, Findings& out) {
  report_requirement(context, out, RequirementId::timeline_detected_how, {Role::detection, Role::timeline},
                     "does not say how the problem was detected",
                     "say whether monitoring, an engineer or a customer noticed it");
}

}  // namespace afterword::rules
