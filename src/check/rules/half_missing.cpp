#include "check/rules/report.h"

namespace afterword::rules {
namespace {

bool is_unsure(const std::optional<Clock>& clock) {
  return clock && clock->form == ClockForm::unsure && clock->hour >= 1 && clock->hour <= 12;
}

}  // namespace

/// "1:20" says which half of the day it means only if its neighbours do. Two things show that they do not: other times
/// of the report have am or pm, or the timeline falls from 12:40 to 1:10.
void half_missing(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const Mention* halved = nullptr;
  bool after_noon = false;  // a time of 13:00 or later: this report uses the 24-hour clock
  for (const Mention& mention : p.mentions) {
    if (mention.kind != MentionKind::moment || !mention.clock) continue;
    if (mention.clock->form == ClockForm::h12 && halved == nullptr) halved = &mention;
    if (mention.clock->form == ClockForm::h24 || (mention.clock->form == ClockForm::unsure && mention.clock->hour > 12))
      after_noon = true;
  }
  const TimelineEntry* before = nullptr;
  for (const TimelineEntry& entry : p.timeline) {
    if (!entry.civil.clock) continue;
    const bool falls = before != nullptr && !entry.date_stated &&
                       entry.civil.clock->minutes() < before->civil.clock->minutes() &&
                       before->civil.clock->minutes() - entry.civil.clock->minutes() > 6 * 60 &&
                       is_unsure(before->civil.clock) && !after_noon;
    if (is_unsure(entry.civil.clock) && (falls || (halved != nullptr && !after_noon))) {
      Finding& finding = report(out, entry.time_span, quoted(entry.time) + " may be before or after noon");
      finding.label = "am or pm?";
      if (falls)
        add_note(finding, "the entry above is later, if both are in the morning", before->time_span);
      else
        add_note(finding, "other times say which half of the day", p.document->source_of(halved->span));
      finding.help = "write `am` or `pm` behind it, or use the 24-hour clock throughout";
      return;  // the first shows it; the others are mended in the same go
    }
    before = &entry;
  }
}

}  // namespace afterword::rules
