#include "check/rules/report.h"

namespace afterword::rules {

void section_empty(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Section& section : p.sections) {
    if (section.role == Role::other || section.role == Role::title || section.first_line < section.last_line) continue;
    if (!p.body.covers(section.span)) continue;
    // A label such as "Impact: …" carries its text on its own line.
    if (section.heading_line < p.places.size() &&
        p.places[section.heading_line].text < p.document->lines()[section.heading_line].plain.end &&
        !p.places[section.heading_line].heading)
      continue;
    Finding& finding = report(out, section.span, "the section " + quoted(section.heading) + " is empty");
    finding.label = "nothing stands below this heading";
    finding.help = "fill it, or take the heading out; \"none\" is an answer where it is true";
  }
}

}  // namespace afterword::rules
