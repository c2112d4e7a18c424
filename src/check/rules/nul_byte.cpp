#include "check/rules/repairs.h"

namespace afterword::rules {

void nul_byte(const RuleContext& context, Findings& out) {
  report_repairs(context, out, {RepairKind::nul},
                 {"a NUL byte stands in the text", "invisible, and the end of the text to many programs", "delete it",
                  "take it out"});
}

}  // namespace afterword::rules
