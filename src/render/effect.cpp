#include "render/effect.h"

#include <algorithm>
#include <iterator>

#include "text/ascii.h"

namespace afterword {

namespace {

/// Verbs that effects are told with, sorted.
constexpr std::string_view verbs[] = {
    "accept",     "accumulate", "allocate", "answer",     "appear",    "back",     "be",        "become",   "behave",
    "block",      "break",      "build",    "bypass",     "call",      "cascade",  "close",     "come",     "connect",
    "consume",    "crash",      "create",   "deadlock",   "degrade",   "delay",    "delete",    "die",      "disappear",
    "disconnect", "display",    "drift",    "drop",       "encounter", "enter",    "error",     "exceed",   "execute",
    "exhaust",    "exit",       "expand",   "experience", "expire",    "explode",  "face",      "fail",     "fall",
    "fill",       "flap",       "flood",    "forward",    "freeze",    "function", "get",       "give",     "go",
    "grow",       "handle",     "hang",     "have",       "hit",       "hold",     "increase",  "keep",     "leak",
    "load",       "lock",       "lose",     "miss",       "misbehave", "not",      "open",      "operate",  "overflow",
    "overload",   "overwrite",  "pause",    "perform",    "pile",      "point",    "process",   "produce",  "queue",
    "reach",      "read",       "reboot",   "receive",    "refuse",    "reject",   "remain",    "report",   "respond",
    "restart",    "retry",      "return",   "rise",       "route",     "run",      "saturate",  "see",      "send",
    "serve",      "show",       "shut",     "skip",       "slow",      "spike",    "spin",      "stall",    "start",
    "stay",       "stop",       "store",    "struggle",   "suffer",    "take",     "terminate", "throttle", "throw",
    "time",       "trigger",    "trip",     "try",        "use",       "wait",     "work",      "write"};

bool is_verb(std::string_view word) {
  return std::find(std::begin(verbs), std::end(verbs), word) != std::end(verbs);
}

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// Words behind which "to stop" is theirs: "failed to stop".
bool asks_for_a_verb(std::string_view word) {
  constexpr std::string_view words[] = {
      "ability",   "able",       "appear",   "appeared", "appears", "seem",   "seemed",   "seems",  "attempt",
      "attempted", "attempting", "attempts", "began",    "decided", "due",    "expected", "failed", "fails",
      "failure",   "going",      "had",      "has",      "have",    "need",   "needed",   "needs",  "started",
      "supposed",  "tried",      "tries",    "try",      "trying",  "unable", "used"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string_view word_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find_first_of(" ,.;:", at) - at);
}

}  // namespace

std::string present_participle(std::string_view verb) {
  const std::size_t n = verb.size();
  std::string out(verb);
  if (verb == "be" || n < 3) return out + "ing";
  if (verb.ends_with("ie")) return out.substr(0, n - 2) + "ying";
  if (verb.back() == 'e' && verb[n - 2] != 'e' && verb[n - 2] != 'o' && verb[n - 2] != 'y')
    return out.substr(0, n - 1) + "ing";
  // One short vowel and one consonant at the end of the only syllable: the consonant is written twice.
  const bool one_syllable = std::count_if(verb.begin(), verb.end(), is_vowel) == 1;
  const bool short_end = is_vowel(verb[n - 2]) && !is_vowel(verb[n - 1]) &&
                         std::string_view("wxy").find(verb[n - 1]) == std::string_view::npos;
  if (one_syllable && short_end) out += verb.back();
  return out + "ing";
}

std::string told_by_itself(std::string_view effect) {
  std::size_t previous = 0;
  for (std::size_t at = 0; at < effect.size();) {
    const std::size_t blank = std::min(effect.find(' ', at), effect.size());
    if (effect.substr(at, blank - at) != "to" ||
        asks_for_a_verb(lower_ascii(effect.substr(previous, at == 0 ? 0 : at - previous - 1)))) {
      previous = at;
      at = blank + 1;
      continue;
    }
    // "to slowly fill up", "to not work": what stands before the verb stays where it is.
    std::size_t verb = blank + 1;
    std::string_view word = verb < effect.size() ? word_at(effect, verb) : std::string_view();
    while (word == "not" || (word.size() > 4 && word.ends_with("ly"))) {
      verb += word.size() + 1;
      word = verb < effect.size() ? word_at(effect, verb) : std::string_view();
    }
    if (!is_verb(word)) return std::string(effect);
    std::string who(effect.substr(0, at));
    const std::string small = lower_ascii(who);
    if (small == "it " || small == "them " || small == "this ") who.clear();
    who += effect.substr(blank + 1, verb - blank - 1);
    return who + present_participle(word) + std::string(effect.substr(verb + word.size()));
  }
  return std::string(effect);
}

}  // namespace afterword
