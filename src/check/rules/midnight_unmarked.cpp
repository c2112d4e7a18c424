#include "check/rules/report.h"

namespace afterword::rules {

/// 23:50, then 00:10: the date changed between the two, and the text does not say so.
void midnight_unmarked(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const TimelineEntry* before = nullptr;
  for (const TimelineEntry& entry : p.timeline) {
    if (!entry.civil.clock) continue;
    const bool falls = before != nullptr && !entry.date_stated &&
                       before->civil.clock->minutes() - entry.civil.clock->minutes() >= 12 * 60 &&
                       entry.civil.clock->form != ClockForm::unsure;
    if (falls) {
      Finding& finding = report(out, entry.time_span, "midnight passes here, and the date does not change with it");
      finding.label = "already the next day";
      add_note(finding, "the entry above is still on the day before", before->time_span);
      finding.help = "write the date in front of the first time of each day";
      if (entry.civil.date && before->civil.date && entry.civil.date->year != 0 &&
          *before->civil.date < *entry.civil.date) {
        const std::string date = date_text(*entry.civil.date);
        finding.help = "write `" + date + " " + entry.time + "`";
        add_fix(finding, "write the date in front", Applicability::unsafe,
                {{{entry.time_span.begin, entry.time_span.begin}, date + " "}});
      }
      return;
    }
    before = &entry;
  }
}

}  // namespace afterword::rules
