#pragma once
#include <functional>

#include "check/rule.h"

namespace afterword::rules {

// What rules on measures share.

/// The words of a measure without its label, as a range of Postmortem::words.
[[nodiscard]] Span words_of(const Postmortem& postmortem, const Measure& measure);
/// Whether a hit of the mark begins within the range of words.
[[nodiscard]] const PhraseHit* find_hit(const Postmortem& postmortem, Mark mark, Span words);
/// Where a list of tasks is spoken of as a whole: its heading, else its first task.
[[nodiscard]] Span place_of_tasks(const Postmortem& postmortem);

/// What a task lacks: one finding for the whole list if all tasks lack it, else one for each that does.
struct Lack {
  std::string_view all;  ///< "none of the tasks has an owner"
  std::string_view one;  ///< "this task has no owner"
  std::string_view label, help;
};
void report_lack(const RuleContext& context, Findings& out, const std::function<bool(const Measure&)>& lacks,
                 const Lack& lack);

}  // namespace afterword::rules
