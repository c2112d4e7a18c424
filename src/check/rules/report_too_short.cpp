#include "check/rules/report.h"

namespace afterword::rules {

void report_too_short(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.narrative_words >= context.settings.words_min) return;
  Finding& finding = report(out, place_for(p, {Role::title}),
                            "the report has " + counted(p.narrative_words, "word", "words") + ", fewer than " +
                                std::to_string(context.settings.words_min));
  finding.help = "tell more of how it was found and why it could happen; " +
                 std::to_string(context.settings.words_min) + " to " + std::to_string(context.settings.words_max) +
                 " words are asked for";
}

}  // namespace afterword::rules
