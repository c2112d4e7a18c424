#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {

void human_error_cause(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const PhraseHit& hit : p.hits_of(Mark::human_error)) {
    if (!in_prose(p, hit.first) || !in_report(p, hit.first) || !speaks_of_cause(p, hit.first) || is_denied(p, hit))
      continue;
    Finding& finding = report(out, p.source_of_words(hit.first, hit.last), "human error is given as the cause");
    finding.label = "where the questions begin, not where they end";
    add_note(finding, "people err on every day; what differs is what the system let the error do");
    finding.help = "say what made the step easy to get wrong, and what did not catch it";
    return;
  }
}

}  // namespace afterword::rules
