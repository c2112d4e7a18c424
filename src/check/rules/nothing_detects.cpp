#include "check/rules/report.h"
#include "check/rules/tasks.h"
#include "check/rules/topic.h"

namespace afterword::rules {

void nothing_detects(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.measures.empty() || p.detected_how != DetectedHow::customer || p.language != "en") return;
  const auto whole_of = [&](const Measure& measure) {  // with its label: "Alerting: …"
    const Span words = words_of_lines(p, measure.first_line, measure.last_line);
    return Span{words.begin, std::min(words.end, words.begin + 300)};
  };
  for (const Measure& measure : p.measures)
    if (find_hit(p, Mark::detecting_measure, whole_of(measure)) != nullptr) return;
  Finding& finding = report(out, p.measures.front().span, "customers noticed first, and no measure changes that");
  finding.label = "nothing among the measures detects";
  add_note(finding, "it was detected here", p.detected_how_span);
  finding.help = "add a check or an alert that would have seen it before they did";
}

}  // namespace afterword::rules
