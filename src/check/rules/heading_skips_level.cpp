#include "check/rules/report.h"

namespace afterword::rules {

void heading_skips_level(const RuleContext& context, Findings& out) {
  const Node* before = nullptr;
  for (const Node& node : context.postmortem.document->nodes()) {
    if (node.kind != NodeKind::heading) continue;
    if (before != nullptr && node.level > before->level + 1) {
      const std::string right(before->level + 1u, '#');
      Finding& finding = report(
          out, node.inner.empty() ? node.span : node.inner,
          "the heading jumps from level " + std::to_string(before->level) + " to level " + std::to_string(node.level));
      finding.label = "level " + std::to_string(node.level);
      add_note(finding, "the heading above is of level " + std::to_string(before->level),
               before->inner.empty() ? before->span : before->inner);
      finding.help = "write `" + right + "` in front of it";
    }
    before = &node;
  }
}

}  // namespace afterword::rules
