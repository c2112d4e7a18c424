#include "check/rules/review.h"

namespace afterword::rules {

void changes_wanted(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr) return;
  for (const ReviewerState& each : review->reviewers) {
    if (each.verdict != ReviewVerdict::changes || each.is_author) continue;
    Finding& finding = report_review(
        context, out, each.person.shown() + " wants changes" + (each.text.empty() ? "" : ": " + each.text));
    if (each.stale) add_note(finding, "the text was changed since " + day_text(day_of_instant(each.at_s)));
    finding.help = "make them and ask again: " + type_review(context, "request");
  }
}

}  // namespace afterword::rules
