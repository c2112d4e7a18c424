#include "text/word_slots.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::size_t slots_a_turn = 8;

class TurnFinder {
 public:
  TurnFinder(std::span<const std::uint32_t> hashes, std::size_t slots)
      : turns_(std::max<std::size_t>(slots / slots_a_turn, 1)),
        taken_(slots),
        begin_(turns_.size() + 1),
        size_(turns_.size()),
        words_(hashes.size()) {
    for (const std::uint32_t hash : hashes) ++begin_[turn_of(turns_.size(), hash) + 1];
    for (std::size_t t = 0; t < turns_.size(); ++t) begin_[t + 1] += begin_[t];
    for (const std::uint32_t hash : hashes) {
      const std::size_t t = turn_of(turns_.size(), hash);
      if (std::ranges::find(words_of(t), hash) != words_of(t).end()) continue;
      words_[begin_[t] + size_[t]++] = hash;
      largest_ = std::max(largest_, size_[t]);
    }
  }

  /// Words that share a turn try one after the other until all of them fall on free slots, the largest groups first.
  std::vector<std::uint16_t> run() {
    for (std::uint32_t size = largest_; size > 0; --size)
      for (std::size_t t = 0; t < turns_.size(); ++t) {
        if (size_[t] != size) continue;
        while (!falls_on_free_ones(t)) ++turns_[t];
        for (const std::size_t place : places_) taken_[place] = 1;
      }
    return std::move(turns_);
  }

 private:
  [[nodiscard]] std::span<const std::uint32_t> words_of(std::size_t t) const {
    return std::span(words_).subspan(begin_[t], size_[t]);
  }

  bool falls_on_free_ones(std::size_t t) {
    places_.clear();
    for (const std::uint32_t word : words_of(t)) {
      const std::size_t place = slot_of(taken_.size(), turns_, word);
      if (taken_[place] != 0 || std::ranges::find(places_, place) != places_.end()) return false;
      places_.push_back(place);
    }
    return true;
  }

  std::vector<std::uint16_t> turns_;
  std::vector<std::uint8_t> taken_;          ///< of each slot
  std::vector<std::uint32_t> begin_, size_;  ///< where in `words_` those of each turn begin, and how many they are
  std::vector<std::uint32_t> words_;         ///< hashes, each once
  std::vector<std::size_t> places_;          ///< of the words that are tried
  std::uint32_t largest_ = 0;
};

}  // namespace

std::vector<std::uint16_t> turns_for(std::span<const std::uint32_t> hashes, std::size_t slots) {
  return TurnFinder(hashes, slots).run();
}

}  // namespace afterword
