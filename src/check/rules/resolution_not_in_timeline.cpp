#include "check/rules/report.h"
#include "check/rules/topic.h"

namespace afterword::rules {

void resolution_not_in_timeline(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.resolution_detail.empty() || p.timeline.size() < 3) return;
  Topics fix;
  constexpr std::size_t enough = 3;
  const auto is_told = [&] {
    std::uint32_t read = 0;  // entries that share a line are read once
    for (const TimelineEntry& entry : p.timeline) {
      if (entry.last_line <= read) continue;
      if (fix.are_in(p, words_of_lines(p, std::max(read, entry.first_line), entry.last_line))) return true;
      read = entry.last_line;
    }
    return false;
  };
  // Mostly the first line is told of already, and the others need not be read.
  const std::vector<Span> lines = words_of(p, p.resolution_detail);
  if (!lines.empty()) fix.add(p, lines.front());
  if (fix.size() >= enough && is_told()) return;
  fix.add(p, p.resolution_detail);
  if (fix.size() < enough || is_told()) return;
  Finding& finding = report(out, p.resolution_detail.span, "the resolution tells of steps that the timeline lacks");
  finding.label = "no entry speaks of this";
  add_note(finding, "the timeline begins here", p.timeline.front().span);
  finding.help = "add an entry with the time at which this was done";
}

}  // namespace afterword::rules
