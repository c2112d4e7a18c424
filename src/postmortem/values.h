#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// The day the report is about, where it says one: a date in the summary, a label "Date:", the title, the front matter,
/// the timeline. Needs sections and mentions.
[[nodiscard]] std::optional<Date> find_report_date(const Postmortem& postmortem);

/// What is stated outright: zones, start, end, detected_at by labels, ranges and sentences of the summary; stated
/// duration; shares and counts of users; severity and status. Needs sections and the undated timeline.
void find_values(Postmortem& postmortem, const std::optional<Date>& report_date);

/// What follows from the classified timeline where it isn't stated: start, end, detected_at; then the computed
/// duration and the instants. Needs classify_postmortems to have run.
void complete_values(Postmortem& postmortem, const std::optional<Date>& report_date);

/// A moment of plain() as the report's reader sees it.
[[nodiscard]] Stated make_stated(const Postmortem& postmortem, const Civil& civil, Span plain);

}  // namespace afterword
