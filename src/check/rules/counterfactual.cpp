#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {
namespace {

/// What somebody with foresight would have done. Other verbs after "should have" mostly tell how a system is meant to
/// behave: "rows that should have been removed".
bool is_foresight(std::string_view word) {
  constexpr std::string_view verbs[] = {
      "caught",     "noticed",   "detected",   "tested",       "checked",   "reviewed",  "known",       "prevented",
      "avoided",    "seen",      "realized",   "realised",     "verified",  "foreseen",  "anticipated", "done",
      "thought",    "asked",     "told",       "communicated", "escalated", "alerted",   "monitored",   "followed",
      "documented", "validated", "looked",     "paid",         "acted",     "responded", "paged",       "informed",
      "stopped",    "spotted",   "identified", "considered",   "planned",   "warned",    "expected",    "understood",
      "remembered", "waited",    "announced",  "investigated"};
  return std::find(std::begin(verbs), std::end(verbs), word) != std::end(verbs);
}

/// "Every server should have an alert" asks for something; "we should have noticed" looks back.
bool looks_back(const Postmortem& p, const PhraseHit& hit, const Sentence& sentence) {
  const std::string_view first = word_text(p, hit.first);
  const bool modal = first.size() >= 5 && (first.ends_with("ould") || first.starts_with("should") ||
                                           first.ends_with("ught") || first.starts_with("Should"));
  const std::string_view last = word_text(p, hit.last - 1);
  if (!modal || (last != "have" && !last.ends_with("'ve") && !last.ends_with("’ve"))) return true;
  std::uint32_t next = hit.last;
  while (next < sentence.last_word &&
         (word_text(p, next) == "been" || word_text(p, next) == "not" || word_text(p, next) == "never" ||
          word_text(p, next) == "also" || word_text(p, next).ends_with("ly")))
    ++next;
  if (next >= sentence.last_word || !is_foresight(word_text(p, next))) return false;
  if (hit.first == sentence.first_word) return true;
  const std::string_view before = word_text(p, hit.first - 1);
  return before != "which" && before != "that" && before != "what";
}

/// "Had the team …" at the beginning of a clause; "we had the team on the phone" is none.
bool opens_clause(const Postmortem& p, std::uint32_t word, const Sentence& sentence) {
  return word == sentence.first_word || p.words[word - 1].kind == WordKind::punctuation;
}

}  // namespace

void counterfactual(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::uint32_t told_until = 0;
  for (const PhraseHit& hit : p.hits_of(Mark::counterfactual)) {
    const Sentence* sentence = sentence_of(p, hit.first);
    if (sentence == nullptr || !sentence->prose || hit.first < told_until) continue;
    const std::uint32_t line = p.document->line_at(p.words[hit.first].span.begin);
    if (!in_prose(p, hit.first) || !p.places[line].report || p.places[line].measure >= 0) continue;
    const std::string_view first = word_text(p, hit.first);
    if ((first == "had" || first == "Had") && !opens_clause(p, hit.first, *sentence)) continue;
    if ((first == "if" || first == "If") && hit.last < sentence->last_word) {
      const std::string_view next = word_text(p, hit.last);
      if (next == "one" || next == "some" || next == "a" || next == "an" || p.words[hit.last].kind != WordKind::word)
        continue;
    }
    if (!looks_back(p, hit, *sentence)) continue;
    const Span at = p.source_of_words(hit.first, hit.last);
    Finding& finding = report(out, at, quoted(text_at(context, at)) + " tells what did not happen");
    finding.label = "explains nothing of what did";
    finding.help = "write what people saw and did at the time, and put the wish into a task";
    told_until = sentence->last_word;
  }
}

}  // namespace afterword::rules
