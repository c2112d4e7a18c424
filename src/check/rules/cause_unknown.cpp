#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {

void cause_unknown(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const auto in_cause = [&](const Passage& passage, std::uint32_t line) {
    return std::binary_search(passage.lines.begin(), passage.lines.end(), line);
  };
  for (const PhraseHit& hit : p.hits_of(Mark::unknown_cause)) {
    if (!in_prose(p, hit.first) || !in_report(p, hit.first)) continue;
    const std::uint32_t line = p.document->line_at(p.words[hit.first].span.begin);
    if (p.places[line].entry >= 0 || p.places[line].measure >= 0) continue;
    const std::uint32_t number = p.document->lines()[line].number;
    if (!in_cause(p.root_cause_summary, number) && !in_cause(p.root_cause_detail, number) &&
        p.places[line].role != Role::root_cause && p.places[line].label != Role::root_cause)
      continue;
    const Sentence* sentence = sentence_of(p, hit.first);
    if (sentence == nullptr || sentence->last_word - sentence->first_word > 8) continue;  // a longer one explains
    Finding& finding = report(out, p.source_of_words(hit.first, hit.last), "the cause is not known");
    finding.label = "still open";
    finding.help = "write what was ruled out, and add a task that will find it, with an owner";
    return;
  }
}

}  // namespace afterword::rules
