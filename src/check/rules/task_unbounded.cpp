#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

/// "Add more tests", "review the logs regularly": no number, no day and no thing says when it is done.
void task_unbounded(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::uint32_t told = UINT32_MAX;  // a run-on line may hold several tasks
  for (const Measure& measure : p.measures) {
    if (!measure.task || measure.due || !measure.due_text.empty() || measure.done.value_or(false) ||
        !measure.tracker.empty())
      continue;
    const Span words = words_of(p, measure);
    const PhraseHit* hit = find_hit(p, Mark::unbounded, words);
    if (hit == nullptr || hit->first == told || !in_prose(p, hit->first)) continue;
    bool bounded = false;
    for (std::uint32_t i = words.begin; i < words.end && !bounded; ++i)
      bounded = p.words[i].kind == WordKind::number || !in_prose(p, i);
    if (bounded) continue;
    told = hit->first;
    const Span at = p.source_of_words(hit->first, hit->last);
    Finding& finding = report(out, at, quoted(text_at(context, at)) + " gives the task no end");
    finding.label = "how much, how often, until when?";
    finding.help = "write a number, a thing or a day that decides whether it is done";
  }
}

}  // namespace afterword::rules
