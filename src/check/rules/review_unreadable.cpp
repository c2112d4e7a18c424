#include "check/rules/review.h"

namespace afterword::rules {

void review_unreadable(const RuleContext& context, Findings& out) {
  if (context.review == nullptr) return;
  for (const ReviewFault& fault : context.review->faults) {
    Finding& finding = report_review(
        context, out, "line " + std::to_string(fault.line) + " of the review file can't be read: " + fault.why);
    finding.help = "mend the line by hand or from version control; until then it counts for nothing";
  }
}

}  // namespace afterword::rules
