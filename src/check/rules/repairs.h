#pragma once
#include <initializer_list>

#include "check/rule.h"

namespace afterword::rules {

/// One finding for all damage of some kinds, at its first place; its fix mends all places on disk. Damage was found
/// while reading, so that nothing is looked for here. `message` is what is said of the first; the number of other
/// places follows in a note. Null if there is none.
struct RepairText {
  std::string_view message, label, help, fix;
};
Finding* report_repairs(const RuleContext& context, Findings& out, std::initializer_list<RepairKind> kinds,
                        const RepairText& text, Applicability applicability = Applicability::safe);

}  // namespace afterword::rules
