#include "check/rules/report.h"

namespace afterword::rules {

void date_without_year(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const Mention* first = nullptr;
  for (const Mention& mention : p.mentions) {
    if (!mention.date || mention.invalid) continue;
    if (mention.date->year != 0) return;  // one date with its year dates the others
    if (first == nullptr && p.document->is_prose(mention.span)) first = &mention;
  }
  if (first == nullptr) return;
  for (const Word& word : p.words)  // "15 Feb at 00:25 2022": there, only not where a date has it
    if (word.kind == WordKind::number && word.span.size() == 4 && word.span.in(p.plain()).starts_with("20")) return;
  Finding& finding = report(out, p.document->source_of(first->span), "the report's dates have no year");
  finding.label = "in which year?";
  finding.help = "write the year once, with the start of the outage";
}

}  // namespace afterword::rules
