#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void measures_too_many(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const std::uint32_t most = context.settings.measures_max;
  if (p.measures.size() <= most) return;
  Finding& finding =
      report(out, p.measures[most].span,
             std::to_string(p.measures.size()) + " measures, more than the " + std::to_string(most) + " that get done");
  finding.label = "the first one too many";
  finding.help = "keep those that answer the cause or would have detected it, and move the rest to the backlog";
}

}  // namespace afterword::rules
