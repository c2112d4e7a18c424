#include "check/rules/report.h"

namespace afterword::rules {

void entry_too_long(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  constexpr std::uint32_t most = 2;
  auto at = p.sentences.begin();
  for (const TimelineEntry& entry : p.timeline) {
    while (at != p.sentences.end() && at->line < entry.first_line) ++at;
    std::uint32_t count = 0;
    auto third = p.sentences.end();
    for (auto s = at; s != p.sentences.end() && s->line < entry.last_line; ++s) {
      if (!s->prose || s->last_word - s->first_word < 3) continue;  // "09:30." is no sentence
      if (++count == most + 1) third = s;
    }
    if (third == p.sentences.end()) continue;
    Finding& finding = report(out, p.source_of_words(third->first_word, third->last_word),
                              "the entry " + (entry.time.empty() ? std::string() : "of " + quoted(entry.time) + " ") +
                                  "has " + std::to_string(count) + " sentences; one or two are read");
    finding.label = "the third begins here";
    if (!entry.time_span.empty()) add_note(finding, "the entry begins here", entry.time_span);
    finding.help = "split it into entries with times of their own, or move the detail below the root cause";
  }
}

}  // namespace afterword::rules
