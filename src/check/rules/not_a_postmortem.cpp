#include "check/rules/report.h"

namespace afterword::rules {

void not_a_postmortem(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.is_postmortem || p.template_unfilled) return;
  Span at = p.title_span;
  if (at.empty() && !p.document->lines().empty()) at = p.document->lines().front().span;
  Finding& finding = report(out, at,
                            p.document->lines().empty() ? "the file is empty, so it is not a postmortem"
                                                        : "this text does not report an incident");
  finding.label = "nothing below tells what broke, when, and what was done";
  finding.help = "name the incident and when it happened, or leave the file out with `exclude` in `.afterword.toml`";
}

}  // namespace afterword::rules
