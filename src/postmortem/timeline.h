#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Finds the entries of the timeline: one a bullet, table row, numbered step, timed line, heading or HTML item. Fills
/// Postmortem::timeline (line, spans, time, text, zone, kinds empty) and LinePlace::entry. Needs sections and body.
void find_timeline(Postmortem& postmortem, const ReadingOptions& options);

/// Gives every entry its civil time: halves of the day that were left out are inferred from the neighbours, the date
/// from headings, other entries and the report, with roll-over at midnight. Needs start and the report's date.
void date_timeline(Postmortem& postmortem, const std::optional<Date>& report_date);

/// Instants and times since the start. Needs start and timezone.
void place_timeline(Postmortem& postmortem);

}  // namespace afterword
