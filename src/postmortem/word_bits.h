#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "text/word_slots.h"
#include "text/words.h"

namespace afterword {

/// Single words to bits: what a reader has to ask of every word. One look at a flat table a word, no allocation after
/// it is built. The words of a row are lower case, separated by spaces; a word may stand in several rows.
class WordBits {
 public:
  WordBits(std::initializer_list<std::pair<std::uint32_t, std::string_view>> rows) {
    std::vector<Slot> words;
    std::vector<std::uint32_t> hashes;
    for (const auto& [bits, row] : rows) {
      std::string_view rest = row;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        if (space > 0) words.push_back({word_hash(rest.substr(0, space)), bits});
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
    for (const Slot& word : words) hashes.push_back(word.hash);
    slots_.resize(std::max<std::size_t>(16, std::bit_ceil(2 * words.size())));
    turns_ = turns_for(hashes, slots_.size());
    for (const Slot& word : words) {
      Slot& slot = slots_[slot_of(slots_.size(), turns_, word.hash)];
      slot.hash = word.hash;
      slot.bits |= word.bits;
    }
  }

  [[nodiscard]] std::uint32_t find(std::uint32_t hash) const {
    const Slot slot = slots_[slot_of(slots_.size(), turns_, hash)];
    return slot.bits & bits_if_same(slot.hash, hash);
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, bits = 0;
  };

  std::vector<Slot> slots_;
  std::vector<std::uint16_t> turns_;
};

}  // namespace afterword
