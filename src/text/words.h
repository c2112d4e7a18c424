#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
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

/// The first eight bytes of a word in ASCII lower case, the first one lowest, padded with zero. `text` is what `word`
/// lies in.
[[nodiscard]] inline std::uint64_t first_bytes(std::string_view text, std::string_view word) {
  std::uint64_t bytes = 0;
  if (static_cast<std::size_t>(text.data() + text.size() - word.data()) >= 8)
    std::memcpy(&bytes, word.data(), 8);
  else
    std::memcpy(&bytes, word.data(), std::min<std::size_t>(word.size(), 8));
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  if (word.size() < 8) bytes &= (1ull << 8 * word.size()) - 1;
  // Capitals carry into the high bit when 0x3F is added, but not yet when 0x25 is; that bit, moved, is the lower case.
  const std::uint64_t low = bytes & 0x7F7F7F7F7F7F7F7Full;
  const std::uint64_t capital = (low + 0x3F3F3F3F3F3F3F3Full) & ~(low + 0x2525252525252525ull) & ~bytes;
  return bytes | (capital & 0x8080808080808080ull) >> 2;
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
