#include "check/rules/report.h"
#include "check/rules/tasks.h"
#include "check/rules/topic.h"

namespace afterword::rules {

void cause_without_task(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.measures.empty()) return;
  Topics cause;
  constexpr std::size_t enough = 4;
  // Mostly what the summary says is answered already, and the rest need not be read.
  cause.add(p, p.root_cause_summary);
  if (cause.size() >= enough && cause.are_in_one_of(p, p.measures)) return;
  cause.add(p, {&p.root_cause_detail, &p.trigger, &p.factors});
  if (cause.size() < enough || cause.are_in_one_of(p, p.measures)) return;
  const Passage& place = p.root_cause_summary.empty() ? p.root_cause_detail : p.root_cause_summary;
  if (place.empty()) return;
  Finding& finding = report(out, file_line_span(p, place.lines.front()), "no measure answers this cause");
  finding.label = "it may come back as it is";
  add_note(finding, "the measures begin here", p.measures.front().span);
  finding.help = "add a task that removes this cause, or makes it harmless";
}

}  // namespace afterword::rules
