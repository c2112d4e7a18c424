#include "check/rules/report.h"

namespace afterword::rules {

void entry_without_time(const RuleContext& context, Findings& out) {
  const auto& entries = context.postmortem.timeline;
  std::size_t without = 0;
  const TimelineEntry* first = nullptr;
  for (const TimelineEntry& entry : entries) {
    if (!entry.time.empty()) continue;
    if (first == nullptr) first = &entry;
    ++without;
  }
  if (first == nullptr) return;
  const bool all = without == entries.size();
  Finding& finding = report(out, first->span,
                            all ? "no entry of the timeline has a time"
                                : counted(without, "entry", "entries") + " of the timeline (of " +
                                      std::to_string(entries.size()) + ") without a time");
  finding.label = "when?";
  finding.help = "begin each entry with its time, an estimate if need be: `~09:30 – …`";
}

}  // namespace afterword::rules
