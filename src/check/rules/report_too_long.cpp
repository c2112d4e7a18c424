#include "check/rules/report.h"

namespace afterword::rules {

void report_too_long(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.narrative_words <= context.settings.words_max) return;
  Finding& finding = report(out, place_for(p, {Role::title}),
                            "the report has " + std::to_string(p.narrative_words) + " words, more than " +
                                std::to_string(context.settings.words_max));
  finding.help = "move logs and details into an appendix that is linked; " +
                 std::to_string(context.settings.words_min) + " to " + std::to_string(context.settings.words_max) +
                 " words are read to the end";
}

}  // namespace afterword::rules
