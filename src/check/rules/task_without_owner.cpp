#include "check/rules/tasks.h"

namespace afterword::rules {

void task_without_owner(const RuleContext& context, Findings& out) {
  report_lack(context, out, [](const Measure& m) { return m.owner.empty() && !m.done.value_or(false); },
              {"no task has an owner", "the task has no owner", "who does it?",
               "name a person or a team behind the task: `(owner: storage team)` or `@ana`"});
}

}  // namespace afterword::rules
