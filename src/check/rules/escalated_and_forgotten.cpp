#include "check/rules/report.h"
#include "check/rules/topic.h"

namespace afterword::rules {

/// A team that is called and never heard of again: did it help, or was the call a waste of its evening?
void escalated_and_forgotten(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.escalation.empty() || p.escalated_to.empty()) return;
  const std::string& name = p.escalated_to.front();
  Topics called;
  for (Span words : words_of(p, p.escalation)) {
    for (std::uint32_t i = words.begin; i < words.end; ++i) {
      const std::string_view word = word_text(p, i);
      if (p.words[i].kind == WordKind::word && word.size() > 2 && name.find(word) != std::string::npos)
        called.add(p, Span{i, i + 1});
    }
  }
  if (called.size() == 0) return;
  const std::uint32_t last = p.escalation.lines.back();
  for (std::size_t i = 0; i < p.places.size(); ++i)
    if (p.document->lines()[i].number > last && p.places[i].report &&
        called.are_in(p, Span{p.places[i].first_word, p.places[i].last_word}))
      return;
  Finding& finding =
      report(out, p.escalation.span, "the incident is escalated to " + quoted(name) + ", who never appears again");
  finding.label = "called here";
  finding.help = "say what they found or did, or that they were not needed in the end";
}

}  // namespace afterword::rules
