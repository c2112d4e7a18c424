#include "check/rules/review.h"

namespace afterword::rules {

void review_late(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  const Postmortem& p = context.postmortem;
  if (review == nullptr || (!review->first_requested && !context.review_required)) return;
  if (!review->first_requested && review->phase == ReviewPhase::approved) return;
  const std::optional<Stated>& last = p.end && p.end->civil.date ? p.end : p.start;
  if (!last || !last->civil.date || last->civil.date->year == 0) return;
  const Date asked = review->first_requested.value_or(review->today);
  const std::int64_t days = days_of(asked) - days_of(*last->civil.date);
  if (days <= static_cast<std::int64_t>(review->late_days_max)) return;
  const std::string long_after = counted(static_cast<std::size_t>(days), "day", "days");
  Finding& finding =
      report_review(context, out,
                    review->first_requested ? "a review was asked for " + long_after + " after the outage ended"
                                            : "the outage ended " + long_after + " ago, and no review was asked for",
                    last->span);
  finding.help =
      "ask within " + std::to_string(review->late_days_max) + " days (`review.late-days`), while people still remember";
}

}  // namespace afterword::rules
