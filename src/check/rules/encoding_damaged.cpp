#include "check/rules/repairs.h"

namespace afterword::rules {

void encoding_damaged(const RuleContext& context, Findings& out) {
  report_repairs(
      context, out, {RepairKind::mojibake, RepairKind::invalid_utf8},
      {"text was damaged by a wrong decoding", "not what was typed",
       "`--fix` writes what was meant; save the file as UTF-8 from now on", "write the text that was meant"});
}

}  // namespace afterword::rules
