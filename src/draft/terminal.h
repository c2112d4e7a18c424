#pragma once
#include <string>

#include "draft/cited.h"
#include "draft/draft.h"

namespace afterword {

/// What `gather` shows a person: what was read, the picture of the outage, the first changes and the five likeliest
/// suspects with one cited line each. `width` columns; with `colour`, ANSI colours of the terminal's own palette.
[[nodiscard]] std::string write_gather_report(const Gathered& gathered, const Cite& cite, int width, bool colour);

}  // namespace afterword
