#include "check/rules/review.h"

namespace afterword::rules {

void rubric_unanswered(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || review->phase != ReviewPhase::incomplete) return;
  const ReviewerState& by = *review->decisive;
  Finding& finding = report_review(context, out,
                                   "the approval of " + by.person.shown() + " leaves " +
                                       counted(rubric_size - by.answered(), "question", "questions") +
                                       " of the rubric without an answer");
  for (std::size_t i = 0; i < rubric_size; ++i)
    if (!by.answers[i]) add_note(finding, "not answered: " + std::string(rubric[i].question));
  finding.help = "the reviewer answers all five: " + type_review(context, "approve");
}

}  // namespace afterword::rules
