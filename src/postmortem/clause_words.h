#pragma once
#include <cstdint>
#include <vector>

#include "text/word_slots.h"

namespace afterword {

/// What a verb does in the telling of an incident. Never renumber: the committed weights know classes by number.
enum class Deed : std::uint8_t {
  none,
  notice,
  find,
  show,
  examine,
  investigate,
  suppose,
  reject,
  summon,
  join,
  tell,
  complain,
  restart,
  undo,
  stop,
  enlarge,
  reroute,
  repair,
  configure,
  deploy,
  recover,
  confirm,
  fail,
  begin,
  end,
  decide,
  cause,
  attempt,
  persist,
  wait,
  receive,
  err,
  lose,
  be,
  may,
};

/// What a noun stands for in the telling of an incident. Never renumber.
enum class Thing : std::uint8_t {
  none,
  self,
  engineer,
  team,
  customer,
  support,
  manager,
  vendor,
  monitor,
  service,
  server,
  database,
  network,
  configuration,
  code,
  release,
  resource,
  evidence,
  trouble,
  cause,
  remedy,
  message,
  security,
  hardware,
  hypothesis,
  meeting,
  normality,
  dead_end,
};

/// The form a verb stands in.
enum class VerbForm : std::uint8_t { base, third, past, progressive };

/// What a word makes of the next ones, in bits.
enum : std::uint8_t { before_noun = 1, before_verb = 2, negates = 4, turns = 8, makes_passive = 16 };

/// What a word may be: a verb in a form, a noun, or both; and what it makes of those around it.
struct ClauseWord {
  Deed deed{};
  VerbForm form{};
  Thing thing{};
  std::uint8_t makes = 0;
};

/// All words that tell something, by the hash of the lower-case word. Immutable; threads share.
class ClauseWords {
 public:
  ClauseWords();
  /// All none where the word tells nothing.
  [[nodiscard]] ClauseWord find(std::uint32_t hash) const {
    const Slot& slot = slots_[slot_of(slots_.size(), turns_, hash)];
    return slot.hash == hash ? slot.word : ClauseWord{};
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    ClauseWord word;
  };
  friend class ClauseWordsBuilder;

  std::vector<Slot> slots_;
  std::vector<std::uint16_t> turns_;
};

[[nodiscard]] const ClauseWords& clause_words();

}  // namespace afterword
