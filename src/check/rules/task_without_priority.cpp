#include "check/rules/tasks.h"

namespace afterword::rules {

void task_without_priority(const RuleContext& context, Findings& out) {
  report_lack(context, out, [](const Measure& m) { return m.priority.empty() && !m.done.value_or(false); },
              {"no task has a priority", "the task has no priority", "how urgent?",
               "write it in front of or behind the task: `P1`"});
}

}  // namespace afterword::rules
