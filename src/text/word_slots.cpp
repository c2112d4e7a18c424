#include "text/word_slots.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::size_t slots_a_turn = 8;

class TurnFinder {
 public:
  TurnFinder(std::span<const std::uint32_t> hashes, std::size_t slots)
      : turns_(std::max<std::size_t>(slots / slots_a_turn, 1)), taken_(slots), begin_(turns_.size() + 1) {
    for (const std::uint32_t hash : hashes) ++begin_[turn_of(turns_.size(), hash) + 1];
    for (std::size_t t = 0; t < turns_.size(); ++t) {
      largest_ = std::max(largest_, begin_[t + 1]);
      begin_[t + 1] += begin_[t];
    }
    std::vector<std::size_t> next = begin_;
    words_.resize(hashes.size());
    for (const std::uint32_t hash : hashes) words_[next[turn_of(turns_.size(), hash)]++] = hash;
  }

  /// Words that share a turn try one after the other until all of them fall on free slots, the largest groups first.
  std::vector<std::uint16_t> run() {
    for (std::size_t size = largest_; size > 0; --size)
      for (std::size_t t = 0; t < turns_.size(); ++t) {
        if (begin_[t + 1] - begin_[t] != size) continue;
        while (!falls_on_free_ones(t)) ++turns_[t];
        for (const std::size_t place : places_) taken_[place] = true;
      }
    return std::move(turns_);
  }

 private:
  bool falls_on_free_ones(std::size_t t) {
    places_.clear();
    const std::span<const std::uint32_t> words = std::span(words_).subspan(begin_[t], begin_[t + 1] - begin_[t]);
    for (std::size_t w = 0; w < words.size(); ++w) {
      const std::size_t place = slot_of(taken_.size(), turns_, words[w]);
      const auto other = std::ranges::find(places_, place) - places_.begin();
      const bool is_other = other < std::ssize(places_) && words[static_cast<std::size_t>(other)] != words[w];
      if (taken_[place] || is_other) return false;
      places_.push_back(place);
    }
    return true;
  }

  std::vector<std::uint16_t> turns_;
  std::vector<bool> taken_;
  std::vector<std::size_t> begin_;    ///< where in `words_` those of each turn begin
  std::vector<std::uint32_t> words_;  ///< hashes, by turn
  std::vector<std::size_t> places_;   ///< of the words that are tried
  std::size_t largest_ = 0;
};

}  // namespace

std::vector<std::uint16_t> turns_for(std::span<const std::uint32_t> hashes, std::size_t slots) {
  return TurnFinder(hashes, slots).run();
}

}  // namespace afterword
