#pragma once
#include <cstdint>

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

/// What a word may be: a verb in a form, a noun, or both.
struct ClauseWord {
  Deed deed{};
  VerbForm form{};
  Thing thing{};
};

/// By the hash of the lower-case word. All none where the word tells nothing. Thread-safe.
[[nodiscard]] ClauseWord clause_word(std::uint32_t hash);

}  // namespace afterword
