#include "check/rules/review.h"

namespace afterword::rules {

void review_overdue(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || review->phase != ReviewPhase::overdue) return;
  std::vector<ReviewPerson> late;
  const ReviewerState* fallback = nullptr;
  for (const ReviewerState& each : review->reviewers) {
    if (each.fallback) fallback = &each;
    if (each.asked && !each.fallback && !each.is_author) late.push_back(each.person);
  }
  const std::int64_t days = days_of(review->today) - days_of(*review->deadline);
  Finding& finding = report_review(context, out,
                                   "nobody reviewed this by " + day_text(*review->deadline) + ", " +
                                       counted(static_cast<std::size_t>(days), "day", "days") + " ago");
  if (!late.empty()) add_note(finding, "asked: " + list_people(late));
  if (fallback != nullptr && !fallback->is_author) {
    add_note(finding, "it goes to the fallback reviewer now: " + fallback->person.shown());
    finding.help = fallback->person.shown() + " reviews: " + type_review(context, "approve") +
                   ", or `changes` with what is missing";
  } else {
    finding.help = "name who reviews when no peer does (`review.fallback` in the settings), or ask another peer";
  }
}

}  // namespace afterword::rules
