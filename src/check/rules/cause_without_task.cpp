#include "check/rules/report.h"
#include "check/rules/tasks.h"
#include "check/rules/topic.h"

namespace afterword::rules {

void cause_without_task(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.measures.empty()) return;
  Topics cause;
  constexpr std::size_t enough = 4;
  const auto is_answered = [&] {
    std::uint32_t told = 0;  // measures that share a line are read once
    for (const Measure& measure : p.measures) {
      if (measure.last_line <= told) continue;
      if (cause.are_in(p, words_of_lines(p, std::max(told, measure.first_line), measure.last_line))) return true;
      told = measure.last_line;
    }
    return false;
  };
  // Mostly what the summary says is answered already, and the rest need not be read.
  cause.add(p, p.root_cause_summary);
  if (cause.size() >= enough && is_answered()) return;
  cause.add(p, {&p.root_cause_detail, &p.trigger, &p.factors});
  if (cause.size() < enough || is_answered()) return;
  const Passage& place = p.root_cause_summary.empty() ? p.root_cause_detail : p.root_cause_summary;
  if (place.empty()) return;
  Finding& finding = report(out, file_line_span(p, place.lines.front()), "no measure answers this cause");
  finding.label = "it may come back as it is";
  add_note(finding, "the measures begin here", p.measures.front().span);
  finding.help = "add a task that removes this cause, or makes it harmless";
}

}  // namespace afterword::rules
