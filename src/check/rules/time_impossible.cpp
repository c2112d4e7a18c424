#include "check/rules/report.h"

namespace afterword::rules {

void time_impossible(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Mention& mention : p.mentions) {
    if (!mention.invalid || !p.document->is_prose(mention.span)) continue;
    const Span at = p.document->source_of(mention.span);
    const bool of_date = mention.date && !is_valid(*mention.date);
    Finding& finding = report(out, at,
                              quoted(mention.span.in(p.plain())) +
                                  (of_date ? " is a date that no calendar has" : " is a time that no clock shows"));
    finding.label = of_date ? "no such day" : "no such time";
    finding.help = of_date ? "correct the day or the month" : "hours go from 00 to 23 and minutes from 00 to 59";
  }
}

}  // namespace afterword::rules
