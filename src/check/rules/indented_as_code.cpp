#include "check/rules/repairs.h"

namespace afterword::rules {

void indented_as_code(const RuleContext& context, Findings& out) {
  report_repairs(context, out, {RepairKind::indented_as_code},
                 {"text is indented by four blanks or more, so Markdown shows it as code",
                  "shown in a grey box, unwrapped", "take the indentation out", "take the indentation out"},
                 Applicability::unsafe);
}

}  // namespace afterword::rules
