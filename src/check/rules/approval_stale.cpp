#include "check/change_words.h"
#include "check/rules/review.h"

namespace afterword::rules {

void approval_stale(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || review->phase != ReviewPhase::stale) return;
  const ReviewerState& by = *review->decisive;
  const Span at = review->change.places.empty() ? place_for(context.postmortem, {Role::title})
                                                : file_line_span(context.postmortem, review->change.places.front());
  Finding& finding = report_review(
      context, out,
      "the text was changed after " + by.person.shown() + " approved it on " + day_text(day_of_instant(by.at_s)), at);
  finding.label = "changed since, here first";
  add_note(finding, "since then: " + describe_change(context.postmortem, review->change));
  finding.help = "ask for the review again: " + type_review(context, "request");
}

}  // namespace afterword::rules
