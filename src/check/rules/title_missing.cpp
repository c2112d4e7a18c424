#include "check/rules/report.h"

namespace afterword::rules {

void title_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.title && !p.title->empty()) return;
  Finding& finding = report(out, {p.body.begin, p.body.begin}, "the report has no title");
  finding.help = "begin with `# ` and what broke, in words that somebody will search for";
}

}  // namespace afterword::rules
