#include "check/rules/review.h"

namespace afterword::rules {

void review_waiting(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || !context.review_required || review->phase != ReviewPhase::waiting) return;
  std::vector<ReviewPerson> asked;
  for (const ReviewerState& each : review->reviewers)
    if (each.asked && !each.is_author) asked.push_back(each.person);
  if (asked.empty()) return;  // that is a missing reviewer, or a self-review
  Finding& finding =
      report_review(context, out,
                    "the review of " + list_people(asked) + " has not come yet" +
                        (review->deadline ? "; it is due by " + day_text(*review->deadline) : std::string()));
  finding.help = "a reviewer says yes with " + type_review(context, "approve");
}

}  // namespace afterword::rules
