#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Something for each of many terms, found by their letters. For filling an index: every word of every report comes
/// through here, so that terms lie in one row, and the numbers that lead to them in another, small one.
template <class Value>
class TermTable {
 public:
  struct Term {
    std::string name;
    Value value;
  };

  /// New terms begin with Value(). `hash` is of the letters, whatever it is.
  [[nodiscard]] Value& find_or_add(std::string_view name, std::uint32_t hash) {
    if (terms_.size() * 2 >= slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      Slot& slot = slots_[at];
      if (slot.number == 0) {
        terms_.push_back({std::string(name), Value()});
        slot = {hash, static_cast<std::uint32_t>(terms_.size())};
        return terms_.back().value;
      }
      if (slot.hash == hash && terms_[slot.number - 1].name == name) return terms_[slot.number - 1].value;
    }
  }
  // Memory is far: who has many terms to look up brings near what the next step needs, for all of them.
  void bring_slot(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  void bring_term(std::uint32_t hash) const {
    if (const Term* term = guess(hash)) __builtin_prefetch(term), __builtin_prefetch(&term->value);
  }
  /// What most likely is the term; its letters were not compared.
  [[nodiscard]] const Term* guess(std::uint32_t hash) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[hash & (slots_.size() - 1)];
    return slot.number == 0 || slot.hash != hash ? nullptr : &terms_[slot.number - 1];
  }
  /// In the order in which they came.
  [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }

 private:
  struct Slot {
    std::uint32_t hash = 0, number = 0;  ///< counted from 1; 0: free
  };

  void grow() {
    constexpr std::size_t first_slots = 1024;
    std::vector<Slot> old(slots_.empty() ? first_slots : slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.number == 0) continue;
      std::size_t at = slot.hash & mask;
      while (slots_[at].number != 0) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Term> terms_;
  std::vector<Slot> slots_;  ///< a power of two, at most half of them taken
};

}  // namespace afterword
