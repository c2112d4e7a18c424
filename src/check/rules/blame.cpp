#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {
namespace {

void report_blame(const RuleContext& context, Findings& out, Span words) {
  const Span at = context.postmortem.source_of_words(words.begin, words.end);
  Finding& finding = report(out, at, quoted(text_at(context, at)) + " lays the fault on a person");
  finding.label = "blames";
  finding.help = "tell what the system allowed, hid or made easy: \"the check was not part of the release list\"";
}

}  // namespace

/// Fires on a person (or a group, or a name) with a fault, never on one of the two alone. What people say of themselves
/// ("we forgot") blames nobody else and is left alone.
void blame(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!has_mark(p, Mark::blame) && !has_mark(p, Mark::human_fault) && !has_mark(p, Mark::fault)) return;
  std::uint32_t told_until = 0;
  for (const PhraseHit& hit : p.hits) {
    Span words;
    if (hit.mark == static_cast<std::uint16_t>(Mark::blame)) {
      words = {hit.first, hit.last};
    } else if (hit.mark == static_cast<std::uint16_t>(Mark::human_fault)) {
      const Span person = person_before(p, hit.first, 2, true, true);
      if (!person.empty()) words = {person.begin, hit.last};
    } else if (hit.mark == static_cast<std::uint16_t>(Mark::fault)) {
      const Span person = person_before(p, hit.first, 1, false, false);
      if (!person.empty()) words = {person.begin, hit.last};
    }
    if (words.empty() || words.begin < told_until || is_denied(p, hit)) continue;
    if (!in_prose(p, hit.first) || !in_report(p, hit.first)) continue;
    report_blame(context, out, words);
    told_until = words.end;
  }
}

}  // namespace afterword::rules
