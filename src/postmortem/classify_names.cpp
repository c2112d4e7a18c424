#include "postmortem/classify_parts.h"

namespace afterword {

namespace {

/// Words that end a receiver's name.
constexpr std::string_view enders[] = {"for",   "due",   "as", "who",  "because", "when",  "which", "that",  "with",
                                       "to",    "in",    "on", "at",   "since",   "after", "by",    "via",   "from",
                                       "of",    "while", "is", "was",  "were",    "has",   "had",   "joins", "joined",
                                       "about", "but",   "so", "then", "begins",  "began"};
constexpr std::string_view articles[] = {"the", "our", "a", "an", "my", "their", "his", "her"};

template <std::size_t n>
bool is_one_of(std::uint32_t hash, const std::string_view (&words)[n]) {
  for (const std::string_view word : words)
    if (word_hash(word) == hash) return true;
  return false;
}

/// The words from `at` on that can be a name: at most eight, up to a word or mark that ends it.
std::string name_from(const Postmortem& p, std::uint32_t at, std::uint32_t end) {
  while (at < end && is_one_of(p.words[at].hash, articles)) ++at;
  std::uint32_t last = at;
  while (last < end && last < at + 8) {
    const Word& word = p.words[last];
    const std::string_view raw = word.span.in(p.plain());
    if (word.kind == WordKind::punctuation && raw != "&" && raw != "/" && raw != "@" && raw != "#") break;
    if (is_one_of(word.hash, enders)) break;
    ++last;
  }
  while (last > at && p.words[last - 1].hash == word_hash("and")) --last;
  if (at == last) return {};
  return std::string(p.plain().substr(p.words[at].span.begin, p.words[last - 1].span.end - p.words[at].span.begin));
}

void add_name(std::string name, std::vector<std::string>& out) {
  if (name.size() < 2 || std::find(out.begin(), out.end(), name) != out.end()) return;
  out.push_back(std::move(name));
}

constexpr std::string_view handing[] = {"escalated",  "escalate",   "escalates", "assigned",  "passed",      "handed",
                                        "forwarded",  "sent",       "reported",  "referred",  "transferred", "routed",
                                        "escalating", "escalation", "raised",    "delegated", "relayed"};
constexpr std::string_view calling[] = {"paged",   "pages",    "pinged",   "pings",     "looped",
                                        "loops",   "alerted",  "notified", "called",    "contacted",
                                        "engaged", "involved", "summoned", "consulted", "informed"};

/// The name behind the verb that hands the incident over, in units [first, last) words; empty if no verb does.
std::string receiver_of(const Postmortem& p, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t w = first; w < last; ++w) {
    if (is_one_of(p.words[w].hash, handing)) {
      for (std::uint32_t to = w + 1; to < last && to < w + 6; ++to)
        if (p.words[to].hash == word_hash("to")) return name_from(p, to + 1, last);
    } else if (is_one_of(p.words[w].hash, calling)) {
      std::uint32_t next = w + 1;
      while (next < last && (p.words[next].hash == word_hash("in") || p.words[next].hash == word_hash("on"))) ++next;
      return name_from(p, next, last);
    }
  }
  return {};
}

/// Adjoining hits of some marks in words [first, last), joined over gaps of `gap` words: the longest.
template <class IsWanted>
std::string longest_run(const Postmortem& p, std::uint32_t first, std::uint32_t last, std::uint32_t gap,
                        IsWanted is_wanted) {
  std::uint32_t best_first = 0, best_last = 0, run_first = 0, run_last = 0;
  const auto before = [](const PhraseHit& hit, std::uint32_t word) { return hit.first < word; };
  auto hit = std::lower_bound(p.hits.begin(), p.hits.end(), first, before);
  for (; hit != p.hits.end() && hit->first < last; ++hit) {
    if (!is_wanted(static_cast<Mark>(hit->mark)) || hit->last > last) continue;
    if (run_last == 0 || hit->first > run_last + gap) run_first = hit->first;
    run_last = std::max(run_last, hit->last);
    if (run_last - run_first > best_last - best_first) {
      best_first = run_first;
      best_last = run_last;
    }
  }
  if (best_last == 0) return {};
  return std::string(p.plain().substr(p.words[best_first].span.begin,
                                      p.words[best_last - 1].span.end - p.words[best_first].span.begin));
}

}  // namespace

std::vector<std::string> name_receivers(const ClassifyReading& reading, const std::vector<std::uint32_t>& units) {
  const Postmortem& p = reading.postmortem();
  std::vector<std::uint32_t> ordered = units;
  std::sort(ordered.begin(), ordered.end());
  std::vector<std::string> out;
  for (const std::uint32_t u : ordered) {
    const LineUnit& unit = reading.units()[u];
    std::string name = receiver_of(p, unit.first_word, unit.last_word);
    if (name.empty())
      name = longest_run(p, unit.first_word, unit.last_word, 0, [](Mark mark) { return mark == Mark::team; });
    add_name(std::move(name), out);
  }
  return out;
}

std::string name_service(const ClassifyReading& reading, const std::vector<std::uint32_t>& units) {
  if (units.empty()) return {};
  const Postmortem& p = reading.postmortem();
  const LineUnit& unit = reading.units()[units.front()];
  const auto is_service = [](Mark mark) { return mark == Mark::our_service || mark == Mark::service_noun; };
  std::string name = longest_run(p, unit.first_word, unit.last_word, 1, is_service);
  if (!name.empty()) return name;
  const std::uint32_t last = std::min(unit.last_word, unit.first_word + 8);
  return std::string(p.plain().substr(p.words[unit.first_word].span.begin,
                                      p.words[last - 1].span.end - p.words[unit.first_word].span.begin));
}

}  // namespace afterword
