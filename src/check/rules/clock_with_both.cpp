#include "check/rules/report.h"

namespace afterword::rules {

/// `13:20PM`: read as 13:20, because only the half of the day can be the slip.
void clock_with_both(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Mention& mention : p.mentions) {
    if (mention.kind != MentionKind::moment || !mention.clock || mention.clock->form != ClockForm::both ||
        mention.invalid)
      continue;
    const Span plain = mention.clock_span.empty() ? mention.span : mention.clock_span;
    const Span at = p.document->source_of(plain);
    const std::string right = clock_text(*mention.clock);
    Finding& finding =
        report(out, at, quoted(plain.in(p.plain())) + " is 24-hour time with the half of the day behind it");
    finding.label = "one of the two is too much";
    finding.help = "write `" + right + "`";
    add_fix(finding, "write " + right, Applicability::unsafe, {{at, right}});
  }
}

}  // namespace afterword::rules
