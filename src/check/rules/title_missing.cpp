#include "check/rules/report.h"

namespace afterword::rules {

void title_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.title && !p.title->empty()) return;
  for (const FrontMatterEntry& entry : p.front_matter.entries)
    if (entry.key == "title") return;
  // Only where the text begins with a part of the report: a bare first line is a title in all but form.
  const Section* first = nullptr;
  for (const Section& section : p.sections)
    if (first == nullptr && p.body.covers(section.span)) first = &section;
  if (first == nullptr || first->role == Role::title || first->role == Role::other) return;
  for (std::uint32_t i = 0; i < first->heading_line && i < p.places.size(); ++i)
    if (p.places[i].report) return;
  Finding& finding = report(out, {p.body.begin, p.body.begin}, "the report has no title");
  finding.help = "begin with `# ` and what broke, in words that somebody will search for";
}

}  // namespace afterword::rules
