#include "check/rules/report.h"

namespace afterword::rules {

/// Nested points below an entry and tables of figures read as entries have no times of their own: where most entries
/// lack one, and on another level than those that have it, nothing is said.
void entry_without_time(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const auto& entries = p.timeline;
  const auto& lines = p.document->lines();
  std::size_t without = 0;
  const TimelineEntry *first = nullptr, *timed = nullptr;
  for (const TimelineEntry& entry : entries)
    if (timed == nullptr && !entry.time.empty()) timed = &entry;
  for (const TimelineEntry& entry : entries) {
    if (!entry.time.empty() || entry.first_line >= lines.size()) continue;
    if (p.places[entry.first_line].part != Role::timeline && p.places[entry.first_line].role != Role::timeline)
      continue;
    if (timed != nullptr && lines[entry.first_line].depth != lines[timed->first_line].depth) continue;
    if (first == nullptr) first = &entry;
    ++without;
  }
  if (first == nullptr || (timed != nullptr && without * 2 > entries.size())) return;
  const bool all = without == entries.size();
  Finding& finding = report(out, first->span,
                            all ? "no entry of the timeline has a time"
                                : counted(without, "entry", "entries") + " of the timeline (of " +
                                      std::to_string(entries.size()) + ") without a time");
  finding.label = "when?";
  finding.help = "begin each entry with its time, an estimate if need be: `~09:30 – …`";
}

}  // namespace afterword::rules
