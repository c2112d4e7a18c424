#include "check/rules/report.h"

namespace afterword::rules {

void section_empty(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Section& section : p.sections) {
    if (section.role == Role::other || section.role == Role::title || section.first_line < section.last_line) continue;
    if (!p.body.covers(section.span) || section.heading_line >= p.document->lines().size()) continue;
    const Line& heading = p.document->lines()[section.heading_line];
    if (heading.kind != LineKind::heading && !heading.strong) continue;  // a bare line may be text after all
    Finding& finding = report(out, section.span, "the section " + quoted(section.heading) + " is empty");
    finding.label = "nothing stands below this heading";
    finding.help = "fill it, or take the heading out; \"none\" is an answer where it is true";
  }
}

}  // namespace afterword::rules
