#include "check/rules/report.h"

namespace afterword::rules {

void other_language(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  constexpr std::uint32_t enough = 40;  // fewer words do not show a language
  if (p.narrative_words < enough || p.language.empty() || p.language == context.settings.language) return;
  Finding& finding = report(
      out, place_for(p, {Role::title}),
      "the report is written in `" + p.language + "`, but reports here are in `" + context.settings.language + "`");
  finding.help = "translate it, or set `language = \"" + p.language + "\"` in `.afterword.toml`";
}

}  // namespace afterword::rules
