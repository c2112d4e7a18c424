#pragma once
#include "text/phrase_image.h"

namespace afterword {

/// The tables of the lexicon: constants that tools/lexicon makes of lexicon_rows while the program is built.
[[nodiscard]] PhraseImage lexicon_image();

}  // namespace afterword
