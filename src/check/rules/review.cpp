#include "check/rules/review.h"

namespace afterword::rules {

Finding& report_review(const RuleContext& context, Findings& out, std::string message, Span at) {
  Finding& finding = report(out, at, std::move(message));
  if (!context.review_required) finding.severity = Severity::info;
  return finding;
}

Finding& report_review(const RuleContext& context, Findings& out, std::string message) {
  return report_review(context, out, std::move(message), place_for(context.postmortem, {Role::title}));
}

std::string type_review(const RuleContext& context, std::string_view act, std::string_view rest) {
  const std::string& file = context.postmortem.document->file();
  return "`afterword review " + std::string(act) + " " + (file.empty() ? "FILE" : file) + std::string(rest) + "`";
}

std::string day_text(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

}  // namespace afterword::rules
