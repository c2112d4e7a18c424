#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Finds headings and heading-like lines, gives each a role, and says of every line where it stands: fills
/// Postmortem::sections, places (all but entry, measure, report), title. Needs words. Linear time.
void find_sections(Postmortem& postmortem);

/// Says of every line in which section it stands and what roles that gives it. Again after roles have changed.
void place_lines(Postmortem& postmortem);

/// The text of a line after its own label and the colon; the whole text where it has none.
[[nodiscard]] std::string_view text_after_label(const Postmortem& postmortem, std::uint32_t line);

}  // namespace afterword
