#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

/// "a careless change", "a stupid mistake": the judgement and what it is passed on, side by side.
void judging_word(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const PhraseHit& hit : p.hits_of(Mark::judging)) {
    const Sentence* sentence = sentence_of(p, hit.first);
    if (sentence == nullptr || !sentence->prose || !in_prose(p, hit.first) || !in_report(p, hit.first)) continue;
    const PhraseHit* judged = find_hit(p, Mark::judged, {hit.last, std::min(hit.last + 2, sentence->last_word)});
    if (judged == nullptr) continue;
    const Span at = p.source_of_words(hit.first, judged->last);
    Finding& finding = report(out, at, quoted(text_at(context, at)) + " judges instead of telling");
    finding.label = "a verdict";
    const Span word = p.source_of_words(hit.first, hit.last);
    finding.help = "take " + quoted(text_at(context, word)) + " out, and say what made it likely";
  }
}

}  // namespace afterword::rules
