#include "check/rules/report.h"

namespace afterword::rules {

void lone_cause(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.trigger.empty() || !p.factors.empty()) return;
  const Passage& cause = p.root_cause_detail.empty() ? p.root_cause_summary : p.root_cause_detail;
  if (cause.empty()) return;
  Finding& finding =
      report(out, file_line_span(p, cause.lines.front()), "one cause alone, without trigger or contributing factor");
  finding.label = "the only cause that is named";
  finding.help = "add what set it off (\"Trigger: …\") and what made it worse or hid it (\"Contributing factors: …\")";
}

}  // namespace afterword::rules
