#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Finds the corrective and preventative measures: items, table rows or lines of the sections for measures,
/// improvements and tasks, with owner, due date, priority, state, tracker and verb. Fills Postmortem::measures and
/// LinePlace::measure. `task` is set where the section says so; else classify_postmortems decides.
void find_measures(Postmortem& postmortem, const ReadingOptions& options);

/// Reads who, when, how urgent, whether done, where it is tracked, and the verb out of the words of one measure whose
/// lines and text are set.
void read_measure(const Postmortem& postmortem, const MentionOptions& options, Measure& measure);

/// The text begins with the base form of a verb that asks for something to be done: "Add", "patch".
[[nodiscard]] bool begins_with_order(std::string_view text);

}  // namespace afterword
