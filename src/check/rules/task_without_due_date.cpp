#include "check/rules/tasks.h"

namespace afterword::rules {

void task_without_due_date(const RuleContext& context, Findings& out) {
  report_lack(
      context, out,
      [](const Measure& m) { return m.due_text.empty() && !m.due && !m.done.value_or(false) && m.tracker.empty(); },
      {"no task has a due date", "the task has no due date", "until when?",
       "write the day behind the task: `(due 2024-03-20)`, or the ticket in which it is planned"});
}

}  // namespace afterword::rules
