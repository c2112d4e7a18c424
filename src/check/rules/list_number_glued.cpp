#include "check/rules/repairs.h"

namespace afterword::rules {

void list_number_glued(const RuleContext& context, Findings& out) {
  report_repairs(context, out, {RepairKind::list_number_glued},
                 {"a list number is glued to what follows, so this is no list item", "number and time run together",
                  "put a space behind the number: `1. 10:30 – …`", "put the space in"},
                 Applicability::unsafe);
}

}  // namespace afterword::rules
