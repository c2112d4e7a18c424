#include "check/rules/repairs.h"

namespace afterword::rules {

void heading_without_space(const RuleContext& context, Findings& out) {
  report_repairs(context, out, {RepairKind::heading_without_space},
                 {"a heading without a space behind its marks is plain text to Markdown",
                  "shown with the marks, as a paragraph", "write `## Heading`, not `##Heading`", "put the space in"});
}

}  // namespace afterword::rules
