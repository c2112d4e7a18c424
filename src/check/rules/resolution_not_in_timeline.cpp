#include "check/rules/report.h"
#include "check/rules/topic.h"

namespace afterword::rules {

void resolution_not_in_timeline(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.resolution_detail.empty() || p.timeline.size() < 3) return;
  Topics fix;
  constexpr std::size_t enough = 3;
  // Mostly the first line is told of already, and the others need not be read.
  const std::vector<Span> lines = words_of(p, p.resolution_detail);
  if (!lines.empty()) fix.add(p, lines.front());
  if (fix.size() >= enough && fix.are_in_one_of(p, p.timeline)) return;
  fix.add(p, p.resolution_detail);
  if (fix.size() < enough || fix.are_in_one_of(p, p.timeline)) return;
  Finding& finding = report(out, p.resolution_detail.span, "the resolution tells of steps that the timeline lacks");
  finding.label = "no entry speaks of this";
  add_note(finding, "the timeline begins here", p.timeline.front().span);
  finding.help = "add an entry with the time at which this was done";
}

}  // namespace afterword::rules
