#pragma once
#include "postmortem/postmortem.h"

namespace afterword::rules {

/// Whether the text has a hit of a mark anywhere: what most rules about words can stop at.
[[nodiscard]] inline bool has_mark(const Postmortem& postmortem, Mark mark) {
  return postmortem.marks[static_cast<std::size_t>(mark)];
}

// Questions about a phrase in its sentence that several rules on wording ask.

/// Whether a word stands where the cause is told: in a section or passage on it, or in a sentence that says "caused
/// by".
[[nodiscard]] bool speaks_of_cause(const Postmortem& postmortem, std::uint32_t word);
/// "not human error", "rather than human error", "to prevent human error".
[[nodiscard]] bool is_denied(const Postmortem& postmortem, const PhraseHit& hit);
/// The person or group that stands right before a word (at most `between` words between them), as a range of words;
/// empty if none does. With `names`, a capitalised word that is no usual sentence opener counts as one.
[[nodiscard]] Span person_before(const Postmortem& postmortem, std::uint32_t word, std::uint32_t between, bool groups,
                                 bool names);

}  // namespace afterword::rules
