#include "check/rules/repairs.h"

namespace afterword::rules {

void markup_in_word(const RuleContext& context, Findings& out) {
  report_repairs(context, out, {RepairKind::markup_in_word},
                 {"a word or a time is cut in pieces by markup", "a search for it finds nothing",
                  "put the markup around whole words", "join the pieces"},
                 Applicability::unsafe);
}

}  // namespace afterword::rules
