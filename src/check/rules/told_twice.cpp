#include "check/rules/report.h"

namespace afterword::rules {

void told_twice(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!p.retelling) return;
  const Text& text = p.document->text();
  const Span first_line = file_line_span(p, text.line_of(p.retelling->begin));
  Finding& finding = report(out, first_line, "the same incident is told a second time from here on");
  finding.label = "this telling is not checked";
  add_note(finding, "the first telling begins here", file_line_span(p, text.line_of(p.body.begin)));
  finding.help = "keep one, or move the second into a file of its own, so that the two can't drift apart";
}

}  // namespace afterword::rules
