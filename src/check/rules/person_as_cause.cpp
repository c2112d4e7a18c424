#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {
namespace {

/// "an engineer running", "the developer who", "somebody's": the person is said to have done it. "The operator pod" and
/// "the admin panel" are things.
bool acts(const Postmortem& p, std::uint32_t after, std::uint32_t sentence_end) {
  if (after >= sentence_end) return true;
  const std::string_view next = word_text(p, after);
  if (p.words[after].kind == WordKind::punctuation) return next != "/" && next != "-" && next != "@";
  return next == "who" || next == "being" || next == "'s" || next == "’s" || next.ends_with("ing") || next == "had" ||
         next == "has" || next.ends_with("ed");
}

}  // namespace

void person_as_cause(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!has_mark(p, Mark::cause_link) || !has_mark(p, Mark::person)) return;
  std::uint32_t link_end = 0;  // words behind the last "caused by"
  for (const PhraseHit& hit : p.hits) {
    if (hit.mark == static_cast<std::uint16_t>(Mark::cause_link)) link_end = hit.last;
    if (hit.mark != static_cast<std::uint16_t>(Mark::person) || link_end == 0) continue;
    constexpr std::uint32_t near = 3;  // "one of our engineers", "a new developer"
    if (hit.first < link_end || hit.first - link_end > near) continue;
    const Sentence* sentence = sentence_of(p, hit.first);
    if (sentence == nullptr || !sentence->prose || sentence->first_word >= link_end) continue;
    if (!in_report(p, hit.first) || !speaks_of_cause(p, hit.first) || !acts(p, hit.last, sentence->last_word)) continue;
    Finding& finding = report(out, p.source_of_words(hit.first, hit.last), "a person is given as the cause");
    finding.label = "who, where it asks for what";
    add_note(finding, "the cause is said to follow from here", p.source_of_words(link_end - 1, link_end));
    finding.help =
        "describe the act and what allowed it: \"a migration ran on production, because both shells look alike\"";
    return;
  }
}

}  // namespace afterword::rules
