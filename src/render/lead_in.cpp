#include "render/lead_in.h"

#include <algorithm>
#include <iterator>

#include "render/phrasing.h"
#include "text/ascii.h"

namespace afterword {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool begins(std::string_view text, std::string_view small) {
  return text.size() >= small.size() && lower_ascii(text.substr(0, small.size())) == small;
}

/// "09:03", "midnight", "2031-05-01", or a month: "At 100 % of its size, the pool …" holds no time.
bool holds_a_time(std::string_view text) {
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1])) return true;
  }
  if (find_phrase(text, "midnight") != std::string_view::npos || find_phrase(text, "noon") != std::string_view::npos)
    return true;
  const std::size_t dash = text.find('-');
  if (dash >= 4 && dash + 5 < text.size() && text[dash + 3] == '-' && is_digit(text[dash - 1]) &&
      is_digit(text[dash + 1]))
    return true;
  constexpr std::string_view months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
  return std::any_of(text.begin(), text.end(), is_digit) &&
         std::any_of(std::begin(months), std::end(months),
                     [&](std::string_view m) { return find_phrase(text, m) != std::string_view::npos; });
}

std::string_view without_finder(std::string_view sentence) {
  for (const std::string_view named : {" the root cause as ", " the cause as "}) {
    const std::size_t at = sentence.find(named);
    if (at != std::string_view::npos && at + named.size() < sentence.size()) return sentence.substr(at + named.size());
  }
  constexpr std::size_t words_max = 12;
  for (std::size_t that = sentence.find(" that "); that != std::string_view::npos;
       that = sentence.find(" that ", that + 5)) {
    const std::string_view before = sentence.substr(0, that);
    if (count_words(before) > words_max) return sentence;
    constexpr std::string_view verbs[] = {"revealed",   "reveals",    "showed",     "shows",     "found",
                                          "find",       "discovered", "concluded",  "realized",  "realised",
                                          "determined", "indicated",  "indicates",  "confirmed", "noticed",
                                          "noted",      "identified", "established"};
    const std::string_view last = before.substr(before.rfind(' ') + 1);
    if (std::find(std::begin(verbs), std::end(verbs), last) == std::end(verbs)) continue;
    const bool denied =
        find_phrase(before, "not") != std::string_view::npos || before.find("n't") != std::string_view::npos;
    return denied ? sentence : sentence.substr(that + 6);
  }
  return sentence;
}

}  // namespace

std::string_view without_time(std::string_view sentence) {
  constexpr std::size_t longest = 60;
  constexpr std::string_view prepositions[] = {"at ", "on ", "around ", "from ", "by ", "between "};
  // A date and a time may stand one behind the other.
  for (bool again = true; again;) {
    again = false;
    if (std::none_of(std::begin(prepositions), std::end(prepositions),
                     [&](std::string_view p) { return begins(sentence, p); }))
      return sentence;
    for (std::size_t comma = sentence.find(", "); comma < longest; comma = sentence.find(", ", comma + 2)) {
      const std::string_view rest = sentence.substr(comma + 2);
      if (!rest.empty() && is_digit(rest.front())) continue;  // "On May 5, 2024, …"
      again = holds_a_time(sentence.substr(0, comma)) && count_words(rest) >= 3;
      if (again) sentence = rest;
      break;
    }
  }
  return sentence;
}

std::string_view without_lead_in(std::string_view sentence) {
  return without_finder(without_time(sentence));
}

bool points_elsewhere(std::string_view sentence) {
  constexpr std::string_view beginnings[] = {
      "this ",  "it ",    "that ",    "these ",   "those ",       "they ",   "he ",     "she ",
      "let's ", "let’s ", "imagine ", "picture ", "as a result,", "that’s ", "that's ", "during this "};
  return std::any_of(std::begin(beginnings), std::end(beginnings),
                     [&](std::string_view b) { return begins(sentence, b); });
}

bool tells_a_remedy(std::string_view sentence) {
  constexpr std::string_view aims[] = {"to prevent ",  "to avoid ",     "to fix ",     "to resolve ",
                                       "to mitigate ", "to address ",   "to solve ",   "to remedy ",
                                       "to ensure ",   "to make sure ", "in order to "};
  if (begins(sentence, "also, ")) sentence.remove_prefix(6);
  return std::any_of(std::begin(aims), std::end(aims), [&](std::string_view aim) { return begins(sentence, aim); });
}

}  // namespace afterword
