#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {

void task_repeated(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::unordered_map<std::uint64_t, const Measure*> seen;
  for (const Measure& measure : p.measures) {
    const Span words = words_of(p, measure);
    std::uint64_t key = 0;
    std::uint32_t count = 0;
    for (std::uint32_t i = words.begin; i < words.end; ++i) {
      if (p.words[i].kind == WordKind::punctuation) continue;
      key = (key ^ p.words[i].hash) * 0x9E3779B97F4A7C15u;
      ++count;
    }
    if (count < 3) continue;
    const auto [at, is_new] = seen.emplace(key, &measure);
    if (is_new) continue;
    Finding& finding = report(out, measure.span, "the same measure stands here twice");
    finding.label = "again";
    add_note(finding, "first here", at->second->span);
    finding.help = "keep one of the two";
  }
}

}  // namespace afterword::rules
