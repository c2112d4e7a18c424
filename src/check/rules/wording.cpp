#include "check/rules/wording.h"

#include "check/rules/report.h"

namespace afterword::rules {
namespace {

bool is_marked(const Postmortem& p, std::uint32_t word, Mark mark) {
  const auto& hits = p.hits;
  auto at = std::lower_bound(hits.begin(), hits.end(), word,
                             [](const PhraseHit& hit, std::uint32_t w) { return hit.first < w; });
  for (; at != hits.end() && at->first == word; ++at)
    if (at->mark == static_cast<std::uint16_t>(mark)) return true;
  return false;
}

/// Capitalised words before a verb that are no names: sentence openers and technical nouns people write big.
bool opens_sentences(std::string_view word) {
  constexpr std::string_view openers[] = {"The",   "This", "That", "It",  "We",    "I",    "They",
                                          "You",   "A",    "An",   "Our", "And",   "But",  "Who",
                                          "Which", "Then", "Also", "Not", "Never", "Never"};
  return std::find(std::begin(openers), std::end(openers), word) != std::end(openers);
}

}  // namespace

bool speaks_of_cause(const Postmortem& p, std::uint32_t word) {
  const std::uint32_t line = p.document->line_at(p.words[word].span.begin);
  if (line >= p.places.size()) return false;
  const LinePlace& place = p.places[line];
  if (place.measure >= 0) return false;
  const auto is = [&](Role role) { return place.role == role || place.label == role; };
  if (is(Role::root_cause) || place.role == Role::cause_and_resolution) return true;
  const std::uint32_t number = p.document->lines()[line].number;
  for (const Passage* passage : {&p.root_cause_summary, &p.root_cause_detail})
    if (std::binary_search(passage->lines.begin(), passage->lines.end(), number)) return true;
  const Sentence* sentence = sentence_of(p, word);
  if (sentence == nullptr) return false;
  constexpr std::uint32_t near = 4;  // words: "due to factors such as bugs, traffic and human error" is a list
  // Only hits that may end near the word are looked at: a link has three words at most.
  const std::uint32_t from = std::max(sentence->first_word, word > near + 3 ? word - near - 3 : 0);
  auto hit = std::lower_bound(p.hits.begin(), p.hits.end(), from,
                              [](const PhraseHit& h, std::uint32_t w) { return h.first < w; });
  for (; hit != p.hits.end() && hit->first < word; ++hit)
    if (hit->mark == static_cast<std::uint16_t>(Mark::cause_link) && hit->last <= word && word - hit->last <= near)
      return true;
  return false;
}

bool is_denied(const Postmortem& p, const PhraseHit& hit) {
  const Sentence* sentence = sentence_of(p, hit.first);
  const std::uint32_t from = sentence != nullptr ? sentence->first_word : hit.first;
  for (std::uint32_t i = hit.first; i > from && i + 5 > hit.first; --i) {
    const std::string_view word = word_text(p, i - 1);
    if (word == "not" || word == "than" || word == "no" || word == "without" || word == "prevent" || word == "avoid" ||
        word == "reduce" || word == "against" || word == "never" || word.ends_with("n't") || word == "reducing" ||
        word == "preventing" || word == "minimize" || word == "risk")
      return true;
  }
  return false;
}

Span person_before(const Postmortem& p, std::uint32_t word, std::uint32_t between, bool groups, bool names) {
  const Sentence* sentence = sentence_of(p, word);
  if (sentence == nullptr || !sentence->prose) return {};
  for (std::uint32_t i = word; i > sentence->first_word && i + between + 1 > word; --i) {
    const Word& candidate = p.words[i - 1];
    if (candidate.kind == WordKind::punctuation) return {};
    if (is_marked(p, i - 1, Mark::person) || (groups && is_marked(p, i - 1, Mark::group))) return {i - 1, i};
    const std::string_view text = candidate.span.in(p.plain());
    if (names && i == word && candidate.capital && !candidate.all_caps && candidate.kind == WordKind::word &&
        text.size() > 2 && !opens_sentences(text))
      return {i - 1, i};
    if (text == "to" || text == "by" || text == "and" || text == "we" || text == "We" || text == "I" || text == "which")
      return {};
  }
  return {};
}

}  // namespace afterword::rules
