#pragma once
#include <cstdint>

#include "text/phrases.h"

namespace afterword {

/// What a phrase of the lexicon stands for. One table, scanned once a document; readers, classifiers and rules ask for
/// the hits of the marks they need. Families of marks live in lexicon_*.cpp, one file a family.
enum class Mark : std::uint16_t {
#define AFTERWORD_MARK(name) name,
#include "postmortem/marks.inc"
#undef AFTERWORD_MARK
  count
};

/// The whole lexicon: constants of the program. Thread-safe.
[[nodiscard]] const PhraseTable& lexicon();

}  // namespace afterword
