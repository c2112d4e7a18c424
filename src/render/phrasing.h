#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// What the figures and the verdict ask of the author's own words: sentences, clauses, likeness. All pure.

/// "[Who noticed it, and when?]": what a draft leaves to a person to say.
[[nodiscard]] bool is_prompt(std::string_view sentence);
/// Whether a sentence tells anything but a time: "Start: 2026-06-18 22:47 UTC" does not.
[[nodiscard]] bool tells_something(std::string_view sentence);

/// The sentences that a passage touches, each on one line, a leading label ("Impact:") taken off. Where the postmortem
/// carries no sentences (built by hand), the passage's own text is split.
[[nodiscard]] std::vector<std::string> sentences_of(const Postmortem& postmortem, const Passage& passage);
/// The passage without the lines of timeline entries: what was met, not what was done when.
[[nodiscard]] Passage outside_timeline(const Postmortem& postmortem, const Passage& passage);
[[nodiscard]] std::vector<std::string> split_into_sentences(std::string_view text);

[[nodiscard]] std::size_t count_words(std::string_view text);

/// Whether an entry tells that a path was given up ("ruled out", "no effect", "nothing found").
[[nodiscard]] bool says_ruled_out(std::string_view text);

/// Phrases that are looked for together, at most 64; each begins with a small letter.
struct PhraseSet {
  template <std::size_t n>
  constexpr explicit PhraseSet(const std::string_view (&all)[n]) : phrases(all) {
    static_assert(n <= 64);
    for (std::size_t i = 0; i < n; ++i) by_initial[static_cast<std::size_t>(all[i][0] - 'a')] |= std::uint64_t{1} << i;
  }
  std::span<const std::string_view> phrases;   ///< of a constant
  std::array<std::uint64_t, 26> by_initial{};  ///< which begin with each letter, a bit each
};

/// A text for which many phrases are asked: its words' beginnings are found once.
class PhraseFinder {
 public:
  explicit PhraseFinder(std::string_view text);
  /// Whether find_phrase finds one of them.
  [[nodiscard]] bool holds_one(const PhraseSet& set) const;

 private:
  std::string small_;                  ///< in small letters
  std::vector<std::uint32_t> places_;  ///< where words begin
};

/// Position of a phrase (lower case) that stands between word borders, ignoring ASCII case, from `from` on.
[[nodiscard]] std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from = 0);

/// The hashes of a text's telling words, shortened to their stems: sorted, each once. "The" and "service" tell nothing.
[[nodiscard]] std::vector<std::uint32_t> telling_stems(std::string_view text);
/// How many stems two texts share.
[[nodiscard]] std::size_t shared_stems(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace afterword
