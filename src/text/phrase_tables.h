#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "text/phrases.h"

namespace afterword {

/// Stands for "no such index" in all tables of this room.
inline constexpr std::uint32_t no_index = 0xFFFFFFFF;

/// The raw bytes of a word in lower case, as split_words hashes them. `out` has room for raw.size() bytes; returns how
/// many were written.
std::size_t fold_word(std::string_view raw, char* out);

/// An open-addressing set of indexes. The caller keeps what they stand for, and says when two are the same.
class IndexTable {
 public:
  explicit IndexTable(std::size_t expected) {
    std::size_t size = 64;
    while (size < expected * 2) size *= 2;
    slots_.resize(size, no_index);
  }

  template <class IsSame>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, const IsSame& is_same) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = mix(hash) & mask;; i = (i + 1) & mask)
      if (slots_[i] == no_index || is_same(slots_[i])) return slots_[i];
  }

  /// `hash_of` gives the hash of an index that is in the table.
  template <class HashOf>
  void insert(std::uint32_t hash, std::uint32_t index, const HashOf& hash_of) {
    if (++count_ * 2 > slots_.size()) {
      std::vector<std::uint32_t> old(slots_.size() * 2, no_index);
      old.swap(slots_);
      for (const std::uint32_t each : old)
        if (each != no_index) place(hash_of(each), each);
    }
    place(hash, index);
  }

 private:
  static std::size_t mix(std::uint32_t hash) { return (hash ^ hash >> 15) * 0x9E3779B1u >> 8; }

  void place(std::uint32_t hash, std::uint32_t index) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = mix(hash) & mask;
    while (slots_[i] != no_index) i = (i + 1) & mask;
    slots_[i] = index;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t count_ = 0;
};

/// The trie of a PhraseTable. Its edges are symbols: `#`, `_`, an exact word, a stem, or a whole group of alternatives,
/// so that a row with alternatives costs one edge and not their product. A word of the text satisfies few symbols.
struct PhraseTable::Tables {
  /// What a word may be: an exact word or a stem, and the symbols that it satisfies: its own and its groups'.
  struct Pattern {
    std::uint64_t first = 0;  ///< first_bytes of the text
    std::string_view text;    ///< in `copy`
    std::uint32_t hash = 0;
    std::uint32_t own = no_index;                  ///< its own symbol
    std::uint32_t symbols = no_index;              ///< list in `links`
    std::uint32_t roots_begin = 0, roots_end = 0;  ///< in `root_edges`: where phrases that begin so go on
    bool stem = false;
  };

  struct Link {
    std::uint32_t value, next;
  };

  struct Node {
    std::uint64_t bloom = 0;          ///< bits of the words that lead on; all ones where a wildcard in a group does
    std::uint64_t symbol_bloom = 0;   ///< bits of the symbols that lead on
    std::uint32_t marks = no_index;   ///< list in `links`
    std::uint32_t number = no_index;  ///< child by `#`
    std::uint32_t any = no_index;     ///< child by `_`
    std::uint32_t parent = 0;
    std::uint32_t symbol = 0;
    bool leaf = true;          ///< nothing leads on
    bool open = false;         ///< more than exact words may lead on
    bool stems = false;        ///< a stem may lead on
    bool wild_groups = false;  ///< a group with `#` or `_` may lead on
  };

  /// A child of the root with what is needed to pass by it: contiguous, because a common word begins dozens of phrases,
  /// and the word behind it rules out nearly all of them.
  struct RootEdge {
    std::uint64_t bloom;  ///< of the node
    std::uint32_t node;
    bool always;  ///< the bloom does not say enough: the node has marks, or more than exact words lead on
  };

  struct Symbol {
    std::uint64_t bloom = 0;
    std::uint32_t root = no_index;  ///< root's child
    bool stems = false;
    bool wild = false;
  };

  struct Group {
    std::uint64_t hash;
    std::uint32_t symbol;
  };

  /// Stems by their first three letters, contiguous, with their first eight bytes ready to compare.
  struct StemIndex {
    struct Stem {
      std::uint64_t prefix, mask;
      std::uint32_t pattern;
    };
    static constexpr std::uint32_t bucket_count = 1024;
    static constexpr std::uint32_t filter_bits = 15;
    std::array<std::uint16_t, bucket_count + 1> buckets{};
    std::array<std::uint32_t, (1u << filter_bits) / 32> filter{};  ///< one bit for each three letters that begin a stem
    std::vector<Stem> stems;
    std::vector<Stem> short_stems;         ///< of one or two letters
    std::vector<std::uint32_t> irregular;  ///< patterns of stems that are not ASCII
    std::array<bool, 256> is_odd{};        ///< by its first byte: whether a word may have a stem of the two lists above

    /// Both by the first three bytes of a word in lower case, lowest first.
    static std::uint32_t bucket(std::uint64_t word) {
      return static_cast<std::uint32_t>((word & 0xFFFFFF) * 0x9E3779B97F4A7C15ull >> 54);
    }
    static std::uint32_t filter_bit(std::uint64_t word) {
      return static_cast<std::uint32_t>((word & 0xFFFFFF) * 0x9E3779B97F4A7C15ull >> (64 - filter_bits));
    }
    /// False: no stem of three letters or more begins a word that begins so.
    [[nodiscard]] bool may_begin(std::uint64_t word) const {
      const std::uint32_t bit = filter_bit(word);
      return (filter[bit / 32] >> bit % 32 & 1u) != 0;
    }
  };

  explicit Tables(const std::vector<Phrase>& rows);

  static std::uint64_t bloom_bit(std::uint32_t hash) { return 1ull << (hash >> 26); }
  static std::uint64_t symbol_bit(std::uint32_t symbol) { return 1ull << (symbol & 63); }
  static std::uint32_t step_hash(std::uint32_t node, std::uint32_t symbol) { return node * 0x85EBCA6Bu ^ symbol; }

  /// The child of a node by a symbol, or no_index.
  [[nodiscard]] std::uint32_t find_step(std::uint32_t node, std::uint32_t symbol) const {
    if ((nodes[node].symbol_bloom & symbol_bit(symbol)) == 0) return no_index;
    return steps.find(step_hash(node, symbol),
                      [&](std::uint32_t n) { return nodes[n].parent == node && nodes[n].symbol == symbol; });
  }

  static constexpr std::size_t filter_words = 1024;
  static constexpr std::uint32_t symbol_number = 0, symbol_any = 1;

  std::string copy;  ///< of all rows
  std::vector<Pattern> patterns;
  std::vector<Link> links;
  std::vector<Node> nodes;
  std::vector<RootEdge> root_edges;
  std::vector<Symbol> symbols;
  std::vector<Group> groups;
  IndexTable words, stem_words, steps, group_table;
  std::array<std::uint32_t, filter_words> first_words{};  ///< one bit for each hash that begins a phrase
  StemIndex first_stems, all_stems;
  std::uint32_t number_groups = no_index, any_groups = no_index;  ///< symbols of groups that hold `#`, `_`

 private:
  void add_row(std::uint32_t node, std::string_view rest, std::uint16_t mark);
  std::uint32_t walk(std::uint32_t node, std::string_view element);
  std::uint32_t step(std::uint32_t node, std::uint32_t symbol);
  std::uint32_t add_node(std::uint32_t parent, std::uint32_t symbol);
  std::uint32_t add_symbol();
  std::uint32_t unit_symbol(std::string_view unit);
  std::uint32_t group_symbol(const std::vector<std::string_view>& units);
  std::uint32_t pattern(std::string_view unit);
  void push(std::uint32_t& list, std::uint32_t value);
  void list_roots();
  void index_stems(StemIndex& index, bool (*is_wanted)(const Pattern&)) const;
};

}  // namespace afterword
