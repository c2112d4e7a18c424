#include "check/rules/report.h"

namespace afterword::rules {
namespace {

/// The order in which a reader needs the parts; 0 for what may stand anywhere.
int rank_of(Role role) {
  switch (role) {
    case Role::summary:
      return 1;
    case Role::timeline:
      return 2;
    case Role::root_cause:
    case Role::resolution:
    case Role::cause_and_resolution:
      return 3;
    case Role::measures:
    case Role::improvements:
    case Role::tasks:
      return 4;
    default:
      return 0;
  }
}

}  // namespace

void sections_out_of_order(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::uint8_t top = 255;
  for (const Section& section : p.sections)
    if (rank_of(section.role) > 0 && p.body.covers(section.span)) top = std::min(top, section.rank);
  const Section* last = nullptr;
  for (const Section& section : p.sections) {
    const int rank = rank_of(section.role);
    if (section.role == Role::timeline && (p.timeline.empty() || p.timeline.front().first_line < section.first_line ||
                                           p.timeline.front().first_line >= section.last_line))
      continue;  // a list of commits, not the timeline
    if (rank == 0 || section.rank != top || !p.body.covers(section.span)) continue;
    if (last != nullptr && rank < rank_of(last->role)) {
      Finding& finding =
          report(out, section.span, "the section " + quoted(section.heading) + " comes after " + quoted(last->heading));
      finding.label = "readers look for it earlier";
      add_note(finding, "this section belongs behind it", last->span);
      finding.help = "order the parts as summary, timeline, root cause and resolution, measures";
      return;  // one move may mend the rest
    }
    if (last == nullptr || rank > rank_of(last->role)) last = &section;
  }
}

}  // namespace afterword::rules
