#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void task_without_verb(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Measure& measure : p.measures) {
    if (!measure.task || !measure.verb.empty() || measure.text.empty()) continue;
    const Span words = words_of(p, measure);
    constexpr std::uint32_t longest = 6;  // a longer one says somehow what is meant
    if (p.language != "en" || words.end - words.begin > longest) continue;
    if (find_hit(p, Mark::task_verb, words) != nullptr || find_hit(p, Mark::broad_verb, words) != nullptr ||
        find_hit(p, Mark::vague_verb, words) != nullptr)
      continue;
    Finding& finding = report(out, measure.span, "the task names no action");
    finding.label = "what is to be done?";
    finding.help = "begin with a verb: \"add monitoring of the server's memory\"";
  }
}

}  // namespace afterword::rules
