#include "check/rules/report.h"

namespace afterword::rules {

void nothing_visual(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const Attractive& a = p.attractive;
  if (a.diagram || a.image || a.humor || a.emoji) return;
  Finding& finding = report(out, place_for(p, {Role::title}), "nothing in the report makes people want to read it");
  finding.help = "add a diagram of what failed, a graph of the outage, or a line that makes them smile";
}

}  // namespace afterword::rules
