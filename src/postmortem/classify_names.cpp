#include "postmortem/classify_parts.h"
#include "postmortem/heading.h"
#include "postmortem/word_bits.h"

namespace afterword {

namespace {

/// What single words mean to names.
enum : std::uint32_t {
  enders = 1,  ///< end a receiver's name
  articles = 2,
  handing = 4,    ///< hand an incident over ("to" follows)
  calling = 8,    ///< call somebody in
  outside = 16,   ///< no name of a service holds: what stands before or behind one
  verbs = 32,     ///< follow the subject
  bare = 64,      ///< name a service, but not which
  nothing = 128,  ///< as the first word of a sentence do not begin what was down
};

bool is(const Word& word, std::uint32_t kinds) {
  static const WordBits words{
      {enders,
       "for due as who because when which that with to in on at since after by via from of while is was "
       "were has had joins joined about but so then begins began"},
      {articles, "the our a an my their his her"},
      {handing,
       "escalated escalate escalates assigned passed handed forwarded sent reported referred "
       "transferred routed escalating escalation raised delegated relayed"},
      {calling,
       "paged pages pinged pings looped loops alerted notified called contacted engaged involved "
       "summoned consulted informed"},
      {outside,
       "the our a an all this that its their and or but to in on at from with by as was were is are "
       "became went had has been be access accessing using reach use when while which who users user "
       "customers into affected impacted affecting impacting down slow due of for causing caused "
       "experienced entire whole most several between multiple some any stopped failed could cannot "
       "couldn't through other"},
      {verbs,
       "was were is are became went had has could cannot stopped experienced returned failed started "
       "began did suffered"},
      {bare, "service services system systems page pages"},
      {nothing,
       "we i you they it there he she users user customers clients people on at in from by during "
       "between after before since until when while as if due because outage outages incident incidents "
       "issue issues problem problems downtime disruption impact duration yes no not none n/a monday "
       "tuesday wednesday thursday friday saturday sunday approximately about around nearly almost over "
       "one two three four five six seven eight nine ten eleven twelve half third thirds quarter quarters dozens "
       "hundreds thousands many few "
       "everybody everyone nobody anybody"},
  };
  return (words.find(word.hash) & kinds) != 0;
}

/// The words from `at` on that can be a name: at most eight, up to a word or mark that ends it.
std::string name_from(const Postmortem& p, std::uint32_t at, std::uint32_t end) {
  while (at < end && is(p.words[at], articles)) ++at;
  std::uint32_t last = at;
  while (last < end && last < at + 8) {
    const Word& word = p.words[last];
    const std::string_view raw = word.span.in(p.plain());
    if (word.kind == WordKind::punctuation && raw != "&" && raw != "/" && raw != "@" && raw != "#") break;
    if (is(word, enders)) break;
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

/// The name behind the verb that hands the incident over, in units [first, last) words; empty if no verb does.
std::string receiver_of(const Postmortem& p, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t w = first; w < last; ++w) {
    if (is(p.words[w], handing)) {
      for (std::uint32_t to = w + 1; to < last && to < w + 6; ++to)
        if (p.words[to].hash == word_hash("to")) return name_from(p, to + 1, last);
    } else if (is(p.words[w], calling)) {
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

/// Words that no name of a service holds: what stands before or behind one.
bool ends_service(const Postmortem& p, const Word& word) {
  if (word.kind == WordKind::punctuation) {
    const std::string_view raw = word.span.in(p.plain());
    return raw != "-" && raw != "/" && raw != "&";
  }
  return word.kind == WordKind::number || is(word, outside);
}

/// Whether a word goes on with a name that began: another noun for a service.
bool is_service_word(const Postmortem& p, std::uint32_t word) {
  const auto before = [](const PhraseHit& h, std::uint32_t w) { return h.first < w; };
  for (auto hit = std::lower_bound(p.hits.begin(), p.hits.end(), word, before);
       hit != p.hits.end() && hit->first == word; ++hit)
    if (static_cast<Mark>(hit->mark) == Mark::service_noun) return true;
  return false;
}

/// Where the name has to stand: right before a verb ("the shop was down"), or anywhere.
enum class Stand : std::uint8_t { subject, anywhere };

/// "unlock service of the bike rental app": the noun that names a service, with the words before it that say which,
/// and what it is part of. Empty where words [first, last) name none.
std::string service_phrase(const Postmortem& p, std::uint32_t first, std::uint32_t last, Stand stand) {
  constexpr std::uint32_t words_before = 4, words_behind = 6;
  const auto before = [](const PhraseHit& hit, std::uint32_t word) { return hit.first < word; };
  auto hit = std::lower_bound(p.hits.begin(), p.hits.end(), first, before);
  for (; hit != p.hits.end() && hit->first < last; ++hit) {
    if (static_cast<Mark>(hit->mark) != Mark::service_noun || hit->last > last) continue;
    std::uint32_t begin = hit->first, end = hit->last;
    while (begin > first && hit->first - begin < words_before && !ends_service(p, p.words[begin - 1])) --begin;
    while (end < last && end - hit->last < 2 && !ends_service(p, p.words[end]) && is_service_word(p, end)) ++end;
    // A bare "service" names nothing: look for what it belongs to.
    if (end + 1 < last && p.words[end].hash == word_hash("of")) {
      std::uint32_t whole = end + 1;
      while (whole < last && is(p.words[whole], articles)) ++whole;
      std::uint32_t stop = whole;
      while (stop < last && stop - whole < words_behind && !ends_service(p, p.words[stop])) ++stop;
      if (stop > whole) end = stop;
    }
    if (end - begin < 2 && is(p.words[begin], bare)) continue;
    if (stand == Stand::subject && (end >= last || !is(p.words[end], verbs))) continue;
    return std::string(
        p.plain().substr(p.words[begin].span.begin, p.words[end - 1].span.end - p.words[begin].span.begin));
  }
  return {};
}

/// Where no word is one for a service: what the sentence begins with, up to its verb. Empty where that is a time, a
/// person, the outage itself, or a word that only leads to what was down.
std::string subject_of(const Postmortem& p, const LineUnit& unit) {
  constexpr std::uint32_t words_max = 8;
  std::uint32_t first = unit.first_word;
  const std::uint32_t text = p.places[unit.line].text;
  while (first + 1 < unit.last_word && (p.words[first].span.begin < text || is(p.words[first], articles))) ++first;
  std::uint32_t last = first;
  while (last < unit.last_word && last < first + words_max && !ends_service(p, p.words[last])) {
    const std::string_view word = p.words[last].span.in(p.plain());
    if (is(p.words[last], nothing)) return {};
    if (last > first && word.size() > 4 && word.ends_with("ed")) break;  // its verb
    ++last;
  }
  if (last == first) return {};
  return std::string(
      p.plain().substr(p.words[first].span.begin, p.words[last - 1].span.end - p.words[first].span.begin));
}

/// "service: bike rental app" above the text wins over what the text seems to say.
std::string service_stated(const Postmortem& p) {
  for (const FrontMatterEntry& entry : p.front_matter.entries) {
    const std::string key = fold_heading(entry.key);
    if (key != "service" && key != "services" && key != "affected" && key != "affected service" &&
        key != "affected services" && key != "system" && key != "component" && key != "components")
      continue;
    std::string value = entry.value;
    std::erase_if(value, [](char c) { return c == '[' || c == ']' || c == '"' || c == '\''; });
    if (!value.empty()) return value;
  }
  return {};
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
  const Postmortem& p = reading.postmortem();
  if (std::string stated = service_stated(p); !stated.empty()) return stated;
  if (units.empty()) return {};
  const LineUnit& unit = reading.units()[units.front()];
  for (const Stand stand : {Stand::subject, Stand::anywhere})
    if (std::string name = service_phrase(p, unit.first_word, unit.last_word, stand); !name.empty()) return name;
  for (const LineUnit& other : reading.units())
    if (other.heading && other.role == Role::title)
      if (std::string name = service_phrase(p, other.first_word, other.last_word, Stand::anywhere); !name.empty())
        return name;
  if (std::string name = subject_of(p, unit); !name.empty()) return name;
  for (const std::uint32_t u : units) {
    const LineUnit& other = reading.units()[u];
    if (std::string name = service_phrase(p, other.first_word, other.last_word, Stand::subject); !name.empty())
      return name;
  }
  return {};
}

}  // namespace afterword
