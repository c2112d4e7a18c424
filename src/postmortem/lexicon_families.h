#pragma once
#include <span>

#include "postmortem/lexicon.h"

namespace afterword {

// The rows of the lexicon, one function a family, one file a function. lexicon() joins them.

/// Words that rules about wording, causes and measures look for.
[[nodiscard]] std::span<const Phrase> language_phrases();

}  // namespace afterword
