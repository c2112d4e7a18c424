#include "check/rules/report.h"

namespace afterword::rules {

void misleading_paths_missing(const RuleContext& context, Findings& out) {
  if (context.postmortem.timeline.empty()) return;
  report_requirement(
      context, out, RequirementId::timeline_misleading, {Role::timeline},
      "names no path that misled those who searched",
      "if an assumption proved wrong, say which and what it cost; the next team will be tempted by it too");
}

}  // namespace afterword::rules
