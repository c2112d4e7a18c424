#include "check/rules/report.h"

namespace afterword::rules {

void date_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  Span at;
  if (p.start && p.start->civil.clock) at = p.start->span;
  for (std::size_t i = 0; at.empty() && i < p.timeline.size(); ++i)
    if (p.timeline[i].civil.clock) at = p.timeline[i].time_span;
  if (at.empty()) return;
  for (const Mention& mention : p.mentions)
    if (mention.date) return;
  for (const FrontMatterEntry& entry : p.front_matter.entries)
    if (entry.key == "date" || entry.key.ends_with("start")) return;
  Finding& finding = report(out, at, "times without a date: nowhere does the report say on which day this happened");
  finding.label = "on which day?";
  finding.help = "write the date in front of the first time: `2024-03-12 09:10`";
}

}  // namespace afterword::rules
