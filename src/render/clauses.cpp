#include "render/clauses.h"

#include <array>
#include <bit>
#include <utility>

#include "render/effect.h"
#include "render/html.h"
#include "render/lead_in.h"
#include "render/phrasing.h"

namespace afterword {

namespace {

struct Connective {
  std::string_view phrase;
  Link link;
};

// Longer ones first, so that "was caused by" is not taken for "caused".
constexpr Connective connectives[] = {{"was primarily caused by", Link::from_here},
                                      {"was a direct result of", Link::from_here},
                                      {"was traced back to", Link::from_here},
                                      {"as a consequence of", Link::from_here},
                                      {"which resulted in", Link::leads_here},
                                      {"which ultimately led to", Link::leads_here},
                                      {"was attributed to", Link::from_here},
                                      {"was triggered by", Link::from_here},
                                      {"which eventually led to", Link::leads_here},
                                      {"were caused by", Link::from_here},
                                      {"which in turn caused", Link::leads_here},
                                      {"and this caused", Link::leads_here},
                                      {"was the result of", Link::from_here},
                                      {"which triggered", Link::leads_here},
                                      {"was caused by", Link::from_here},
                                      {"as a result of", Link::from_here},
                                      {"that resulted in", Link::leads_here},
                                      {"ultimately caused", Link::leads_here},
                                      {"this resulted in", Link::leads_here},
                                      {"subsequently led to", Link::leads_here},
                                      {"thereby causing", Link::leads_here},
                                      {"was a result of", Link::from_here},
                                      {"is caused by", Link::from_here},
                                      {"which caused", Link::leads_here},
                                      {"which led to", Link::leads_here},
                                      {"which meant", Link::leads_here},
                                      {"stemmed from", Link::from_here},
                                      {"originated from", Link::from_here},
                                      {"arose from", Link::from_here},
                                      {"came from", Link::from_here},
                                      {"started when", Link::from_here},
                                      {"began when", Link::from_here},
                                      {"started after", Link::from_here},
                                      {"occurred after", Link::from_here},
                                      {"arose after", Link::from_here},
                                      {"occurred when", Link::from_here},
                                      {"happened when", Link::from_here},
                                      {"resulted from", Link::from_here},
                                      {"resulting in", Link::leads_here},
                                      {"resulted in", Link::leads_here},
                                      {"triggered by", Link::from_here},
                                      {"that caused", Link::leads_here},
                                      {"because of", Link::from_here},
                                      {"that led to", Link::leads_here},
                                      {"was due to", Link::from_here},
                                      {"were due to", Link::from_here},
                                      {"leading to", Link::leads_here},
                                      {"causing", Link::leads_here},
                                      {"caused by", Link::from_here},
                                      {"so that", Link::leads_here},
                                      {"owing to", Link::from_here},
                                      {"because", Link::from_here},
                                      {"led to", Link::leads_here},
                                      {"due to", Link::from_here},
                                      {"triggering", Link::leads_here},
                                      {"triggered", Link::leads_here},
                                      {"therefore", Link::leads_here},
                                      {"consequently", Link::leads_here},
                                      {"as a result", Link::leads_here},
                                      {"caused", Link::leads_here},
                                      {"causes", Link::leads_here},
                                      {"so", Link::leads_here}};

/// Bytes that neither belong to a word nor join two.
constexpr std::array<bool, 256> borders = [] {
  std::array<bool, 256> out{};
  for (unsigned c = 0; c < 0x80; ++c)
    out[c] = !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_' &&
             c != '\'';
  return out;
}();

bool is_border(std::string_view text, std::size_t at) {
  return at >= text.size() || borders[static_cast<unsigned char>(text[at])];
}

/// For each letter in which of the connectives begin with it, a bit each.
constexpr std::array<std::uint64_t, 26> connectives_by_initial = [] {
  static_assert(std::size(connectives) <= 64);
  std::array<std::uint64_t, 26> out{};
  for (std::size_t i = 0; i < std::size(connectives); ++i)
    out[static_cast<std::size_t>(connectives[i].phrase[0] - 'a')] |= std::uint64_t{1} << i;
  return out;
}();

struct Found {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
  Link link{};
  bool is_verb = false;  ///< "caused", not "because": an adverb before it is its own
};

/// "caused", "resulted in": the verb of a sentence whose subject stands before it.
bool is_verb(std::string_view phrase) {
  constexpr std::string_view beginnings[] = {"caus", "led", "leading", "result", "trigger", "stemmed"};
  return std::any_of(std::begin(beginnings), std::end(beginnings),
                     [&](std::string_view b) { return phrase.starts_with(b); });
}

bool begins_with(std::string_view text, std::string_view lower_phrase) {
  if (text.size() < lower_phrase.size()) return false;
  for (std::size_t i = 0; i < lower_phrase.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != lower_phrase[i]) return false;
  }
  return true;
}

Found find_connective(std::string_view text, std::size_t from) {
  bool begins = from == 0 || is_border(text, from - 1);
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!std::exchange(begins, borders[byte])) continue;
    const auto letter = static_cast<unsigned char>((byte | 0x20U) - 'a');
    if (letter >= connectives_by_initial.size() || byte < 'A') continue;
    for (std::uint64_t left = connectives_by_initial[letter]; left != 0; left &= left - 1) {
      const Connective& c = connectives[std::countr_zero(left)];
      if (!begins_with(text.substr(at), c.phrase) || !is_border(text, at + c.phrase.size())) continue;
      // A bare "so" only joins clauses behind a comma; "so far", "so many" and "so that" are something else.
      if (c.phrase == "so" && (at < 2 || text[at - 2] != ',')) continue;
      return {at, c.phrase.size(), c.link, is_verb(c.phrase)};
    }
  }
  return {};
}

/// "The root cause of the outage was (that) X" → where X begins; npos if the sentence does not begin so.
std::size_t behind_cause_label(std::string_view sentence) {
  constexpr std::string_view names[] = {"root cause", "cause", "reason", "culprit"};
  // These are the subject of other sentences too ("the issue was resolved"): more is asked of what follows.
  constexpr std::string_view loose_names[] = {"problem", "issue",   "bug",   "trigger",
                                              "source",  "failure", "fault", "error"};
  std::size_t verb = std::string_view::npos;
  std::size_t end = 0;
  constexpr std::size_t subject_max = 90;
  for (std::size_t at = sentence.find(' '); at <= subject_max && verb == std::string_view::npos;
       at = sentence.find(' ', at + 1)) {
    for (const std::string_view phrase : {" was ", " is ", " were ", " turned out to be ", " lies in ", " lay in "}) {
      if (!sentence.substr(at).starts_with(phrase)) continue;
      verb = at;
      end = at + phrase.size();
    }
  }
  if (verb == std::string_view::npos) return std::string_view::npos;
  const std::string_view subject = sentence.substr(0, verb);
  const auto named = [&](const auto& words) {
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view n) { return find_phrase(subject, n) != std::string_view::npos; });
  };
  const bool strict = named(names);
  if (!strict && !named(loose_names)) return std::string_view::npos;
  if (count_words(subject) > 12 || find_connective(subject, 0).size != 0) return std::string_view::npos;
  bool filled = false;
  for (const std::string_view filler : {"identified as ", "identified to be ", "found to be ", "determined to be ",
                                        "discovered to be ", "traced back to ", "traced to ", "due to ", "caused by ",
                                        "primarily ", "a result of ", "attributed to ", "simply ", "that "}) {
    if (!sentence.substr(end).starts_with(filler)) continue;
    end += filler.size();
    filled = true;
  }
  const bool article = sentence.substr(end).starts_with("a ") || sentence.substr(end).starts_with("an ") ||
                       sentence.substr(end).starts_with("the ") || sentence.substr(end).starts_with("our ");
  return strict || filled || article ? end : std::string_view::npos;
}

constexpr std::string_view fillers[] = {"and then ",
                                        "and ",
                                        "but ",
                                        "however, ",
                                        "then ",
                                        "thus ",
                                        "also ",
                                        "in turn ",
                                        "eventually ",
                                        "ultimately ",
                                        "the fact that ",
                                        "that ",
                                        "there was ",
                                        "there were ",
                                        "there is ",
                                        "in fact, ",
                                        "in short, ",
                                        "in a nutshell, ",
                                        "in summary, ",
                                        "specifically, ",
                                        "basically, ",
                                        "unfortunately, ",
                                        "additionally, ",
                                        "moreover, ",
                                        "furthermore, ",
                                        "this was ",
                                        "it was ",
                                        "which was ",
                                        "by ",
                                        "the direct result of ",
                                        "a direct result of ",
                                        "in full, ",
                                        "clearly ",
                                        "primarily ",
                                        "mainly ",
                                        "partly ",
                                        "likely ",
                                        "it turned out that ",
                                        "we found that ",
                                        "it was discovered that ",
                                        "investigation revealed that ",
                                        "the investigation revealed that "};

std::string tidy(std::string_view text) {
  const auto trim = [&] {
    while (!text.empty() && std::string_view(" ,;:.-!\"(>").find(text.front()) != std::string_view::npos)
      text.remove_prefix(1);
    while (!text.empty() && std::string_view(" ,;:.-!(").find(text.back()) != std::string_view::npos)
      text.remove_suffix(1);
    for (const std::string_view dash : {"—", "–", "“"}) {
      while (text.starts_with(dash)) text.remove_prefix(dash.size());
      while (text.ends_with(dash)) text.remove_suffix(dash.size());
    }
  };
  trim();
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view filler : fillers) {
      if (!begins_with(text, filler)) continue;
      text.remove_prefix(filler.size());
      trim();
      again = true;
    }
  }
  constexpr std::string_view trailing[] = {
      " specifically", " like",       " such as", " what",     " how",      " why",        " which",
      " that",         " and",        " was",     " were",     " is",       " primarily",  " mainly",
      " in turn",      " this",       " has",     " had",      " have",     " ultimately", " directly",
      " be",           " then",       " thereby", " likely",   " partly",   " it",         " but",
      " also",         " eventually", " been",    " happened", " occurred", " failed"};
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i + 3 < std::size(trailing); ++i) {
      if (!text.ends_with(trailing[i])) continue;
      text.remove_suffix(trailing[i].size());
      trim();
      again = true;
    }
  }
  return with_capital(text);
}

/// "The leak eventually" before "caused": the adverb is the verb's.
std::string_view without_adverb(std::string_view text) {
  const std::size_t end = text.find_last_not_of(' ');
  if (end == std::string_view::npos) return text;
  const std::size_t blank = text.rfind(' ', end);
  if (blank == std::string_view::npos || blank == 0 || text[blank - 1] == ',') return text;
  const std::string_view last = text.substr(blank + 1, end - blank);
  return last.size() > 5 && last.ends_with("ly") ? text.substr(0, blank) : text;
}

/// "07:30 UTC" behind "due to" is when, not why.
bool only_a_time(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9' && text.find(':') != std::string_view::npos &&
         count_words(text) <= 3;
}

Stand stand_of(std::string_view text) {
  constexpr std::string_view pronouns[] = {"This", "It",    "That",     "These",   "Which",
                                           "They", "Those", "And this", "Doing so"};
  if (text.empty() || std::find(std::begin(pronouns), std::end(pronouns), text) != std::end(pronouns))
    return Stand::previous;
  if (only_a_time(text)) return Stand::nothing;
  const std::size_t words = count_words(text);
  if (words <= 5) {
    // "Two factors", "various reasons": a count of causes is none.
    for (const std::string_view name : {"factors", "reasons", "combination"}) {
      if (find_phrase(text, name) != std::string_view::npos) return Stand::nothing;
    }
  }
  for (const std::string_view done : {"identified", "fixed", "resolved", "detected", "discovered", "restored"}) {
    if (find_phrase(text.substr(0, done.size() + 1), done) == 0) return Stand::nothing;
  }
  if (words > 5) return Stand::itself;
  for (const std::string_view name :
       {"outage", "incident", "downtime", "disruption", "issue", "problem", "root cause"}) {
    const std::size_t at = find_phrase(text, name);
    if (at == std::string_view::npos || at + name.size() != text.size()) continue;
    const std::string first = slug_of(text, 1);
    if (words == 1 || first == "the" || first == "this" || first == "our" || first == "an" || first == "a")
      return Stand::outage;
  }
  return Stand::itself;
}

}  // namespace

std::vector<Clause> split_clauses(std::string_view sentence) {
  constexpr std::size_t clauses_max = 4;
  std::vector<Clause> out;
  const auto add = [&](Link link, std::string_view text) {
    Clause clause{link, Stand::itself, tidy(text)};
    if (link == Link::leads_here) clause.text = with_capital(told_by_itself(clause.text));
    clause.stand = stand_of(clause.text);
    out.push_back(std::move(clause));
  };
  Link link = Link::none;
  sentence = without_lead_in(sentence);
  if (const std::size_t behind = behind_cause_label(sentence); behind != std::string_view::npos) {
    out.push_back({Link::none, Stand::outage, {}});
    sentence.remove_prefix(behind);
    link = Link::from_here;
  }
  // "Because X, Y" and "Since X, Y": the effect stands behind the comma.
  if (out.empty()) {
    Found first = find_connective(sentence.substr(0, 16), 0);
    if (begins_with(sentence, "since ")) first = {0, 5, Link::from_here};
    const std::size_t comma = sentence.find(", ");
    if (first.at == 0 && first.size != 0 && first.link == Link::from_here && comma != std::string_view::npos) {
      add(Link::none, sentence.substr(comma + 2));
      add(Link::from_here, sentence.substr(first.size, comma - first.size));
      return out;
    }
  }
  while (out.size() + 1 < clauses_max) {
    const Found found = find_connective(sentence, 0);
    if (found.size == 0) break;
    const std::string_view before = sentence.substr(0, found.at);
    add(link, found.is_verb ? without_adverb(before) : before);
    link = found.link;
    sentence.remove_prefix(found.at + found.size);
  }
  add(link, sentence);
  return out;
}

bool is_causal(std::string_view sentence) {
  if (behind_cause_label(sentence) != std::string_view::npos) return true;
  if (begins_with(sentence, "since ") && sentence.find(", ") != std::string_view::npos) return true;
  return find_connective(sentence, 0).size != 0;
}

bool tells_missing_safeguard(std::string_view clause) {
  static constexpr std::string_view lacking[] = {
      "no",       "not",     "never",      "lack of", "lack",         "lacked",     "lacking",
      "missing",  "without", "absence of", "absent",  "insufficient", "inadequate", "wasn't",
      "weren't",  "didn't",  "hadn't",     "isn't",   "don't",        "doesn't",    "unmonitored",
      "untested", "nobody",  "none",       "nothing", "failed to",    "skipped",    "disabled"};
  static constexpr std::string_view guards[] = {
      "test",         "tests",         "tested",          "testing",    "alert",     "alerts",     "alerted",
      "alerting",     "alarm",         "alarms",          "monitor",    "monitors",  "monitored",  "monitoring",
      "check",        "checks",        "checked",         "validation", "validated", "validate",   "review",
      "reviewed",     "limit",         "limits",          "rate limit", "backup",    "backups",    "redundancy",
      "redundant",    "fallback",      "failover",        "canary",     "staging",   "gate",       "threshold",
      "thresholds",   "runbook",       "documentation",   "documented", "safeguard", "safeguards", "verification",
      "verified",     "guard",         "circuit breaker", "rollback",   "retry",     "retries",    "timeout",
      "health check", "health checks", "notified",        "warning",    "quota",     "quotas",     "owner",
      "load test"};
  static constexpr PhraseSet lack(lacking), guard(guards);
  const PhraseFinder words(clause);
  return words.holds_one(lack) && words.holds_one(guard);
}

}  // namespace afterword
