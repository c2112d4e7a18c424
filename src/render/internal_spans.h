#pragma once
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// Everything that is marked internal, as spans of Text::content(), sorted and disjoint: `<!-- internal -->` to
/// `<!-- /internal -->`, `:::internal` fences, `> [!INTERNAL]` quotes, sections headed "Internal …", and front matter
/// but for what a public page needs. A mark that is never closed reaches to the end: rather too much than too little.
[[nodiscard]] std::vector<Span> find_internal(const Postmortem& postmortem);

/// Nothing of the document is for the public.
[[nodiscard]] bool is_all_internal(const Postmortem& postmortem);
inline constexpr std::string_view all_internal_note = "all of this report is marked internal: nothing of it is public";

/// The spans cut out of a text; what stood on lines of its own leaves no line behind.
[[nodiscard]] std::string without_spans(std::string_view text, const std::vector<Span>& spans);

}  // namespace afterword
