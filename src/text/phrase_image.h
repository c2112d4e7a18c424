#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "text/phrases.h"
#include "text/word_slots.h"

namespace afterword {

/// Stands for "no such index" in all tables of this room.
inline constexpr std::uint32_t no_index = 0xFFFFFFFF;

/// The raw bytes of a word in lower case, as split_words hashes them. `out` has room for raw.size() bytes; returns how
/// many were written.
std::size_t fold_word(std::string_view raw, char* out);

/// Whether a word in lower case begins with `lower`.
[[nodiscard]] bool begins_with(std::string_view raw, std::string_view lower);

/// What a PhraseTable asks of while it scans: flat tables of plain numbers, so that they can be constants of the
/// program. A *term* is what one word of a phrase may be: an exact word ("rolled"), a stem ("restart*"), or one of the
/// two wildcards as a member of a group ("#|one|two"). The trie has one edge for each node and term; alternatives are
/// spread over them. A word of the text is looked up once, and is a number from then on.
struct PhraseImage {
  struct Slot {
    std::uint32_t hash, term;  ///< term: unknown_term where nothing is
  };
  /// Most words of a text begin no phrase that goes on with the word behind them: `next`, `open` and `marks` answer for
  /// those at once.
  struct Term {
    std::uint64_t next;         ///< bits of the words that lead on from any of its roots
    std::uint32_t roots_begin;  ///< in `roots`: where phrases that begin so go on
    std::uint32_t stems_begin;  ///< in `stems_of_words`: what this exact word satisfies besides
    std::uint32_t marks;        ///< where those that its roots have begin in `marks`, each once
    std::uint16_t roots_size, stems_size, marks_size;
    std::uint16_t open;  ///< not 0: the bits do not say enough: more than exact words lead on, or it satisfies stems
  };
  /// A child of the root with what is needed to pass by it: a common word begins dozens of phrases, and the word behind
  /// it rules out nearly all of them.
  struct Root {
    std::uint64_t next;  ///< bits of the words that lead on
    std::uint32_t node;
    std::uint32_t always;  ///< not 0: the bits do not say enough: the node has marks, or more than exact words lead on
  };
  struct Node {
    std::uint64_t next;    ///< bits of the exact words that lead on
    std::uint32_t number;  ///< child by `#`
    std::uint32_t any;     ///< child by `_`
    std::uint32_t marks;   ///< where its marks begin in `marks`
    std::uint16_t marks_size;
    std::uint8_t flags;
  };
  /// What may lead on from a node besides exact words.
  enum : std::uint8_t { leaf = 1, open = 2, stems_lead_on = 4, wild_groups = 8 };

  struct Edge {
    std::uint32_t node, term, child;  ///< child: no_index where nothing is
  };
  struct Stem {
    std::uint64_t prefix, mask;  ///< of first_bytes
    std::uint32_t text_begin, text_size;
    std::uint32_t term;
  };

  std::string_view text;                 ///< of the stems
  std::span<const Slot> slots;           ///< exact words, each where find_word looks, a power of two
  std::span<const std::uint16_t> turns;  ///< of word_slots.h
  std::span<const Term> terms;
  std::span<const std::uint32_t> stems_of_words;
  std::span<const Root> roots;
  std::span<const Node> nodes;
  std::span<const std::uint16_t> marks;
  std::span<const Edge> edges;       ///< open addressing, a power of two; equal ones in the order they are followed in
  std::span<const Stem> stems;       ///< of ASCII letters, by first letter, then in the order they are followed in
  std::span<const Stem> wide_stems;  ///< those that are not ASCII
  std::span<const std::uint16_t> stems_by_letter;  ///< 257: where in `stems` those of each first byte begin
  std::span<const std::uint8_t> wide_letters;      ///< 256: whether a word with this first byte may have a wide stem
  std::span<const std::uint32_t> stem_seconds;     ///< 256: for each first byte, which second ones begin stems

  /// The term of all words that the lexicon does not hold, which leads nowhere; those of `#` and `_` in groups.
  static constexpr std::uint32_t unknown_term = 0, number_term = 1, any_term = 2;

  static std::uint64_t bit(std::uint32_t hash) { return 1ull << (hash >> 26); }
  static std::size_t edge_of(std::uint32_t node, std::uint32_t term) {
    return (node * 0x85EBCA6Bu ^ term * 0x9E3779B1u) >> 8;
  }
  /// The term of a word that is exactly one of the lexicon's, or unknown_term. A word is known by its hash, as
  /// everywhere.
  [[nodiscard]] std::uint32_t find_word(std::uint32_t hash) const {
    static_assert(unknown_term == 0);
    const Slot slot = slots[slot_of(slots.size(), turns, hash)];
    return slot.term & bits_if_same(slot.hash, hash);
  }

  /// By the first two bytes of a word: false where no stem begins so. Of the second its lower five bits are looked at,
  /// where capitals are like small letters.
  [[nodiscard]] bool may_begin_stem(char first, char second) const {
    return (stem_seconds[static_cast<unsigned char>(first)] >> (second & 31) & 1) != 0;
  }

  /// Calls `use` with each stem that a word begins with.
  template <class Use>
  void each_stem(std::string_view raw, std::uint64_t first, const Use& use) const {
    const std::size_t letter = first & 0xFF;
    for (std::size_t k = stems_by_letter[letter]; k < stems_by_letter[letter + 1]; ++k) {
      const Stem& stem = stems[k];
      if ((first & stem.mask) != stem.prefix) continue;
      if (stem.text_size <= 8 || begins_with(raw, text.substr(stem.text_begin, stem.text_size))) use(stem.term);
    }
    if (wide_letters[letter] == 0) return;
    for (const Stem& stem : wide_stems)
      if (begins_with(raw, text.substr(stem.text_begin, stem.text_size))) use(stem.term);
  }

  /// Calls `use` with each child of a node by a term.
  template <class Use>
  void each_child(std::uint32_t node, std::uint32_t term, const Use& use) const {
    const std::size_t mask = edges.size() - 1;
    for (std::size_t i = edge_of(node, term) & mask; edges[i].child != no_index; i = (i + 1) & mask)
      if (edges[i].node == node && edges[i].term == term) use(edges[i].child);
  }
};

/// The tables behind an image that is made while the program runs.
struct PhraseArrays {
  std::string text;
  std::vector<PhraseImage::Slot> slots;
  std::vector<std::uint16_t> turns;
  std::vector<PhraseImage::Term> terms;
  std::vector<std::uint32_t> stems_of_words;
  std::vector<PhraseImage::Root> roots;
  std::vector<PhraseImage::Node> nodes;
  std::vector<std::uint16_t> marks;
  std::vector<PhraseImage::Edge> edges;
  std::vector<PhraseImage::Stem> stems, wide_stems;
  std::vector<std::uint16_t> stems_by_letter;
  std::vector<std::uint8_t> wide_letters;
  std::vector<std::uint32_t> stem_seconds;

  [[nodiscard]] PhraseImage image() const {
    return {text,  slots, turns, terms,      stems_of_words,  roots,        nodes,
            marks, edges, stems, wide_stems, stems_by_letter, wide_letters, stem_seconds};
  }
};

/// Makes the tables of a lexicon.
[[nodiscard]] PhraseArrays make_phrase_arrays(const std::vector<Phrase>& rows);

}  // namespace afterword
