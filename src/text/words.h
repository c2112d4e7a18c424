#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

enum class WordKind : std::uint8_t { word, number, punctuation };

/// One token of running text. `span` ranges over the text that was given to split_words.
struct Word {
  Span span;
  std::uint32_t hash = 0;  ///< word_hash of the lower-case form (Latin, Greek, Cyrillic folding; ’ counts as ')
  WordKind kind{};
  bool capital = false;   ///< first letter is upper case
  bool all_caps = false;  ///< two or more letters, all upper case
  bool hyphen = false;    ///< holds a hyphen between letters: phrases match its parts too
  bool space_before = false;
  bool line_break_before = false;
};

/// The hash that Word::hash holds, for lower-case text. constexpr, so that lexicons can be tables.
[[nodiscard]] constexpr std::uint32_t word_hash(std::string_view lower) {
  std::uint32_t h = 2166136261u;
  for (char c : lower) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

/// Splits text into words, numbers and punctuation in one pass. Apostrophes and hyphens stay inside words
/// ("didn't", "on-call" is one word); a URL, an e-mail address, a path or a dotted name ("config.yaml") is one word.
/// "10:30", "1,000", "2023-05-12" and "5-10" are numbers; a unit glued to a number is a word of its own ("15min" is
/// two, "6PM" too, "2nd" is one, "3-hour" one). Abbreviations keep their dots ("p.m.", "e.g."). Han and kana characters
/// are words one by one; an emoji with all its joiners is one punctuation mark. Any bytes are accepted. Appends to
/// `out`.
void split_words(std::string_view text, std::uint32_t base, std::vector<Word>& out);

/// Half-open ranges of word indexes, one a sentence. Knows abbreviations, "e.g.", versions, file names, times like
/// "8.25 p.m.". `words` are those of one block (a paragraph, an item, a cell): a sentence never crosses blocks.
/// Appends to `out`; indexes are shifted by `base`.
void split_sentences(std::string_view text, const Word* words, std::size_t count, std::uint32_t base,
                     std::vector<Span>& out);

}  // namespace afterword
