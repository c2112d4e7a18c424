#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "text/words.h"

namespace afterword {

/// Single words to bits: what a reader has to ask of every word. One probe of a flat table a word, no allocation after
/// it is built. The words of a row are lower case, separated by spaces; a word may stand in several rows.
class WordBits {
 public:
  WordBits(std::initializer_list<std::pair<std::uint32_t, std::string_view>> rows) {
    std::size_t count = 0;
    for (const auto& [bits, words] : rows)
      count += static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1;
    std::size_t size = 64;
    while (size < 3 * count) size *= 2;
    slots_.resize(size);
    for (const auto& [bits, words] : rows) {
      std::string_view rest = words;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        if (space > 0) add(word_hash(rest.substr(0, space)), bits);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
  }

  [[nodiscard]] std::uint32_t find(std::uint32_t hash) const {
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].bits == 0) return 0;
      if (slots_[i].hash == hash) return slots_[i].bits;
    }
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, bits = 0;
  };

  void add(std::uint32_t hash, std::uint32_t bits) {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].bits != 0 && slots_[i].hash != hash) i = (i + 1) & (slots_.size() - 1);
    slots_[i].hash = hash;
    slots_[i].bits |= bits;
  }

  std::vector<Slot> slots_;
};

}  // namespace afterword
