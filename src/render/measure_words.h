#pragma once
#include <string>

#include "postmortem/postmortem.h"

namespace afterword {

/// What a measure asks for, on one line, without what is shown beside it: "Add a probe. (owner: Ana, due 2026-05-01)"
/// is "Add a probe." Only words that repeat the measure's own owner, date, priority, tracker or state are left out; a
/// measure that is nothing but those keeps them. Linear in the text.
[[nodiscard]] std::string words_of_measure(const Measure& measure);
/// What a link to a ticket is called: its key where the address ends with one ("OPS-123"), else "tracker".
[[nodiscard]] std::string name_of_tracker(std::string_view tracker);

}  // namespace afterword
