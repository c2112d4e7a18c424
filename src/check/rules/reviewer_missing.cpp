#include "check/rules/review.h"

namespace afterword::rules {

void reviewer_missing(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || !context.review_required) return;
  if (review->phase == ReviewPhase::withdrawn) {
    report_review(context, out, "the request for a review was taken back").help =
        "ask again: " + type_review(context, "request", " --reviewer NAME");
    return;
  }
  const bool asks = review->phase == ReviewPhase::waiting || review->phase == ReviewPhase::overdue;
  const bool somebody = std::any_of(review->reviewers.begin(), review->reviewers.end(),
                                    [](const ReviewerState& each) { return each.asked; });
  if (review->phase != ReviewPhase::none && (!asks || somebody)) return;
  report_review(context, out, "nobody was asked to review this report").help =
      "ask a peer who did not write it: " + type_review(context, "request", " --reviewer NAME");
}

}  // namespace afterword::rules
