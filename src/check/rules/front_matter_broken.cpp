#include "check/rules/report.h"

namespace afterword::rules {

void front_matter_broken(const RuleContext& context, Findings& out) {
  const FrontMatter& front = context.postmortem.front_matter;
  if (front.fault.empty()) return;
  Finding& finding = report(out, front.fault_at, "the front matter can't be read: " + front.fault);
  finding.label = "here";
  finding.help = "write `key: value` lines between two lines of `---`; put values with `: ` or `#` in quotes";
}

}  // namespace afterword::rules
