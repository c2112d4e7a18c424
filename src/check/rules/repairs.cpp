#include "check/rules/repairs.h"

#include "check/rules/report.h"

namespace afterword::rules {

Finding* report_repairs(const RuleContext& context, Findings& out, std::initializer_list<RepairKind> kinds,
                        const RepairText& text, Applicability applicability) {
  const Document& document = *context.postmortem.document;
  const Text& content = document.text();
  const Repair* first = nullptr;
  std::size_t count = 0;
  bool fixable = true;
  std::vector<Edit> edits;
  for (const Repair& repair : document.repairs()) {
    if (std::find(kinds.begin(), kinds.end(), repair.kind) == kinds.end()) continue;
    if (first == nullptr) first = &repair;
    ++count;
    if (!repair.fixable) fixable = false;
    // Edits that touch would be one; only whole, disjoint ones are kept.
    if (edits.empty() || edits.back().span.end <= repair.original.begin)
      edits.push_back({repair.original, repair.replacement, EditSpace::original});
  }
  if (first == nullptr) return nullptr;
  const Span at{content.to_content(first->original.begin), content.to_content(first->original.end)};
  Finding& finding = report(out, at, std::string(text.message));
  finding.label = text.label;
  finding.help = text.help;
  if (!first->what.empty()) add_note(finding, first->what);
  if (count > 1) add_note(finding, "and in " + counted(count - 1, "more place", "more places"));
  if (fixable && !text.fix.empty()) add_fix(finding, std::string(text.fix), applicability, std::move(edits));
  return &finding;
}

}  // namespace afterword::rules
