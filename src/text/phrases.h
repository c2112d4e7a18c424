#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace afterword {

struct PhraseImage;

/// One row of a lexicon. `phrase` is lower case, words separated by one space. A word may end in `*` (any ending:
/// "restart*"), may be `#` (any number in digits), `_` (any one word or number), or hold alternatives
/// "fix|fixed|fixes", which may be stems, `#` or `_` too. Alternatives cost next to nothing. A hyphen is a space:
/// "on call" and "on-call" both find "on call" and "on-call", and a phrase may begin or end inside a hyphenated word
/// ("database" finds "database-related"; the hit then covers the whole word). Punctuation is never skipped; to match
/// it, write it as a word: "# %", "client / server".
struct Phrase {
  std::string_view phrase;
  std::uint16_t mark;  ///< what finding it means; the caller's own enum
};

/// One phrase found: words [first, last) of the words that were scanned.
struct PhraseHit {
  std::uint16_t mark;
  std::uint32_t first, last;
};

/// Finds many phrases at once in one pass over the words: cost depends on the text, hardly on the number of phrases.
/// Built once, then const and shared by threads.
class PhraseTable {
 public:
  explicit PhraseTable(const std::vector<Phrase>& rows);
  /// Of tables that were made when the program was built (phrase_image.h) and outlive it.
  explicit PhraseTable(const PhraseImage& constants);
  /// Appends hits in order of `first`. All matches are reported, overlapping ones too, each mark and range once. Never
  /// crosses `end`. `text` is what the spans of `words` range over. Thread-safe.
  void find(std::string_view text, const Word* words, std::uint32_t begin, std::uint32_t end,
            std::vector<PhraseHit>& out) const;

 private:
  struct Tables;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace afterword
