#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void task_vague(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Measure& measure : p.measures) {
    if (!measure.task) continue;
    const Span words = words_of(p, measure);
    const PhraseHit* hit = find_hit(p, Mark::vague_verb, {words.begin, std::min(words.end, words.begin + 2)});
    if (hit == nullptr || !in_prose(p, hit->first)) continue;
    bool bounded = false;  // "enhance the probe to include …" says what will be done
    for (std::uint32_t i = hit->last; i < words.end && !bounded; ++i) {
      const std::string_view word = word_text(p, i);
      bounded = word == "include" || word == "including" || word == "by" || p.words[i].kind == WordKind::number;
    }
    if (bounded) continue;
    const Span at = p.source_of_words(hit->first, hit->last);
    Finding& finding = report(out, at, "nobody can tell when the task to " + quoted(text_at(context, at)) + " is done");
    finding.label = "a wish, not a task";
    finding.help = "begin with what will be done to what: add, patch, remove, alert on, limit, test";
  }
}

}  // namespace afterword::rules
