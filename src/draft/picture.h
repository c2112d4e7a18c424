#pragma once
#include <string>

#include "draft/draft.h"

namespace afterword {

/// The outage in a few lines of text, `width` columns wide at most (40–200): failures, slow answers and log messages
/// over time as bars of eighths, with onset, detection and end marked below. No colour, no control characters: it
/// stands in the terminal and in the draft. Empty where no time is known.
[[nodiscard]] std::string draw_outage(const Gathered& gathered, int width);

}  // namespace afterword
