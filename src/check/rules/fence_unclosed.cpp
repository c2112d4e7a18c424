#include "check/rules/repairs.h"
#include "check/rules/report.h"

namespace afterword::rules {

void fence_unclosed(const RuleContext& context, Findings& out) {
  const Finding* whole =
      report_repairs(context, out, {RepairKind::unclosed_fence},
                     {"a code fence that never closes swallows the report", "all that follows is shown as code",
                      "delete the fence, or close it where the code ends", "delete the fence"});
  if (whole != nullptr) return;
  const std::string_view content = context.postmortem.document->text().content();
  for (const Node& node : context.postmortem.document->nodes()) {
    if (node.kind != NodeKind::code_block || !node.fenced || node.closed) continue;
    std::uint32_t ticks_begin = node.span.begin;
    while (ticks_begin < node.span.end && content[ticks_begin] != '`' && content[ticks_begin] != '~') ++ticks_begin;
    std::uint32_t ticks_end = ticks_begin;
    while (ticks_end < node.span.end && content[ticks_end] == content[ticks_begin]) ++ticks_end;
    if (ticks_end - ticks_begin < 3) continue;
    const std::string fence(content.substr(ticks_begin, ticks_end - ticks_begin));
    Finding& finding = report(out, {ticks_begin, ticks_end}, "the code fence is never closed");
    finding.label = "opened here";
    finding.help = "repeat the fence on a line of its own where the code ends";
    if (node.parent == 0) {  // inside a quote or an item the marks of those would have to be repeated
      const bool at_line_start = node.span.end > 0 && content[node.span.end - 1] == '\n';
      add_fix(finding, "close it at the end", Applicability::unsafe,
              {{{node.span.end, node.span.end}, (at_line_start ? "" : "\n") + fence + "\n"}});
    }
  }
}

}  // namespace afterword::rules
