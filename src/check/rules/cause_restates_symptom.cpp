#include "check/rules/report.h"
#include "check/rules/topic.h"
#include "check/rules/wording.h"

namespace afterword::rules {

/// "The root cause was that the server was down": nothing is left when symptoms, the service's name and the common
/// words are taken away.
void cause_restates_symptom(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!has_mark(p, Mark::symptom)) return;
  const Passage& cause = p.root_cause_summary.empty() ? p.root_cause_detail : p.root_cause_summary;
  if (cause.empty() || cause.lines.size() > 1) return;
  Topics known;  // what the reader knows without any cause
  Topics left;
  std::uint32_t words = 0, symptoms = 0;
  for (Span range : words_of(p, cause)) {
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      if (p.words[i].kind == WordKind::number) return;
      ++words;
    }
    left.add(p, range);
    for (std::uint32_t i = range.begin; i < range.end; ++i)  // the service's own name
      if (p.words[i].span.size() > 2 && p.service_text.find(word_text(p, i)) != std::string::npos)
        known.add(p, Span{i, i + 1});
    for (const PhraseHit& hit : p.hits) {
      if (hit.mark != static_cast<std::uint16_t>(Mark::symptom) || hit.first < range.begin || hit.first >= range.end)
        continue;
      ++symptoms;
      known.add(p, Span{hit.first, hit.last});
    }
  }
  if (words < 3 || symptoms == 0 || !left.are_among(known)) return;
  Finding& finding = report(out, file_line_span(p, cause.lines.front()), "the cause only says again what users saw");
  finding.label = "the symptom, not why it came";
  finding.help = "ask once more: what made it so?";
}

}  // namespace afterword::rules
