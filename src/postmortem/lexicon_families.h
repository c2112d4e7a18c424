#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "postmortem/lexicon.h"
#include "text/phrases.h"

namespace afterword {

/// The families of the lexicon, one file each. Views of constants.
[[nodiscard]] std::span<const Phrase> language_phrases();

/// The phrases of one mark, separated by ';': the form of families that give a mark many phrases.
struct MarkPhrases {
  Mark mark{};
  std::string_view phrases;
};

/// All of them, row by row. Only the program that makes the tables asks (tools/lexicon).
[[nodiscard]] std::vector<Phrase> lexicon_rows();

[[nodiscard]] std::span<const MarkPhrases> structure_phrases();   ///< assignments, everyone, jokes
[[nodiscard]] std::span<const MarkPhrases> reading_phrases();     ///< how an incident is told
[[nodiscard]] std::span<const MarkPhrases> impact_phrases();      ///< what was down, what people met
[[nodiscard]] std::span<const MarkPhrases> cause_phrases();       ///< what failed; measures
[[nodiscard]] std::span<const MarkPhrases> sure_cause_phrases();  ///< what failed, in words that leave no doubt

}  // namespace afterword
