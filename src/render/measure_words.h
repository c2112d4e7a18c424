#pragma once
#include <string>

#include "postmortem/postmortem.h"

namespace afterword {

/// What a measure asks for, on one line, without what is shown beside it: "Add a probe. (owner: Ana, due 2026-05-01)"
/// is "Add a probe." Only words that repeat the measure's own owner, date, priority, tracker or state are left out; a
/// measure that is nothing but those keeps them. Linear in the text.
[[nodiscard]] std::string words_of_measure(const Measure& measure);

}  // namespace afterword
