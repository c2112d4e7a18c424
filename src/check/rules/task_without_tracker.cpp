#include "check/rules/tasks.h"

namespace afterword::rules {

void task_without_tracker(const RuleContext& context, Findings& out) {
  report_lack(context, out, [](const Measure& m) { return m.tracker.empty() && !m.done.value_or(false); },
              {"no task is tracked anywhere", "the task is tracked nowhere", "which ticket?",
               "link the ticket: `OPS-123`, `#45` or its address"});
}

}  // namespace afterword::rules
