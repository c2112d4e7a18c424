#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword::rules {

// What a passage speaks of: the stems of its words of content, so that two passages can be asked whether they speak of
// the same thing.

/// A word's first five letters in lower case, as an integer: "restart" and "restarted" share it.
using Stem = std::uint64_t;

/// The stems of what some passages speak of, each once: a set by open addressing, because every word of a report may be
/// asked for. Common words of any incident ("outage", "server") are left out.
class Topics {
 public:
  /// Adds the stems of a range of words, of a passage, or of several, whose lines are read once each.
  void add(const Postmortem& postmortem, Span words);
  void add(const Postmortem& postmortem, const Passage& passage);
  void add(const Postmortem& postmortem, std::initializer_list<const Passage*> passages);
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool has(Stem stem) const { return slots_[place_of(stem)] == stem; }
  /// Whether all of these stems are among others.
  [[nodiscard]] bool are_among(const Topics& others) const;
  /// Whether a range of words, or a passage, holds one of them.
  [[nodiscard]] bool are_in(const Postmortem& postmortem, Span words) const;
  [[nodiscard]] bool are_in(const Postmortem& postmortem, const Passage& passage) const;
  /// Whether one of the measures, or of the entries, does; lines that two of them share are read once.
  template <class Item>
  [[nodiscard]] bool are_in_one_of(const Postmortem& postmortem, const std::vector<Item>& items) const;

 private:
  [[nodiscard]] std::size_t place_of(Stem stem) const;
  void insert(Stem stem);

  std::uint32_t bits_ = 7;     ///< room for 64 stems, more than most passages have, in a block that is quick to get
  std::uint32_t letters_ = 0;  ///< one bit a first letter: of few stems nearly every word falls out by it
  std::size_t count_ = 0;
  std::vector<Stem> slots_ = std::vector<Stem>(std::size_t{1} << 7);  ///< 0: empty; no stem is 0
};

/// Half-open ranges of words (indexes into Postmortem::words), one a line of the passage.
[[nodiscard]] std::vector<Span> words_of(const Postmortem& postmortem, const Passage& passage);
/// The words of lines [first_line, last_line).
[[nodiscard]] Span words_of_lines(const Postmortem& postmortem, std::uint32_t first_line, std::uint32_t last_line);

template <class Item>
bool Topics::are_in_one_of(const Postmortem& postmortem, const std::vector<Item>& items) const {
  std::uint32_t read = 0;
  for (const Item& item : items) {
    if (item.last_line <= read) continue;
    if (are_in(postmortem, words_of_lines(postmortem, std::max(read, item.first_line), item.last_line))) return true;
    read = item.last_line;
  }
  return false;
}

}  // namespace afterword::rules
