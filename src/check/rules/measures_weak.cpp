#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void measures_weak(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.measures.empty()) return;
  const PhraseHit* first = nullptr;
  for (const Measure& measure : p.measures) {
    const PhraseHit* hit = find_hit(p, Mark::weak_measure, words_of(p, measure));
    if (hit == nullptr) return;
    if (first == nullptr) first = hit;
  }
  Finding& finding = report(out, p.source_of_words(first->first, first->last),
                            "all measures ask people to know more or to take more care");
  finding.label = "holds until the next long night";
  finding.help = "add one that works without anybody's attention: a check, a limit, an alert, an automatic rollback";
}

}  // namespace afterword::rules
