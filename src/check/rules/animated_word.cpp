#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void animated_word(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const PhraseHit& hit : p.hits_of(Mark::animated)) {
    const Sentence* sentence = sentence_of(p, hit.first);
    if (sentence == nullptr || !sentence->prose || !in_prose(p, hit.first) || !in_report(p, hit.first)) continue;
    const PhraseHit* noun = find_hit(p, Mark::incident_noun, {hit.last, std::min(hit.last + 2, sentence->last_word)});
    if (noun == nullptr) continue;
    const Span at = p.source_of_words(hit.first, hit.last);
    Finding& finding = report(out, at, quoted(text_at(context, at)) + " says how it felt, not how large it was");
    finding.label = "no measure";
    finding.help = "write a number: users, requests, minutes, money";
  }
}

}  // namespace afterword::rules
