#include "check/rules/review.h"

namespace afterword::rules {

void self_review(const RuleContext& context, Findings& out) {
  const ReviewState* review = context.review;
  if (review == nullptr || review->phase == ReviewPhase::approved) return;
  std::vector<ReviewPerson> approved, asked;
  bool others = false;
  for (const ReviewerState& each : review->reviewers) {
    if (each.is_author && each.verdict != ReviewVerdict::none) approved.push_back(each.person);
    if (each.is_author && each.asked) asked.push_back(each.person);
    others = others || (each.asked && !each.is_author);
  }
  if (approved.empty() && (asked.empty() || others)) return;
  const std::vector<ReviewPerson>& people = approved.empty() ? asked : approved;
  Finding& finding =
      report_review(context, out,
                    list_people(people) + " wrote this report and " +
                        (approved.empty() ? (people.size() == 1 ? "is" : "are") : std::string("reviewed it")) +
                        (approved.empty() ? " to review it too" : " too"));
  finding.help = "let somebody review it who did not write it: " + type_review(context, "request", " --reviewer NAME");
}

}  // namespace afterword::rules
