#include "check/rules/report.h"

namespace afterword::rules {

void section_repeated(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::array<const Section*, 32> first{};
  for (const Section& section : p.sections) {
    // A new title begins a new report: a log of several incidents repeats its headings rightly. So does a heading of a
    // higher rank: under different parents ("API: Impact", "Web: Impact") both are right.
    if (section.role == Role::title) first.fill(nullptr);
    for (const Section*& before : first)
      if (before != nullptr && section.rank < before->rank) before = nullptr;
    const auto role = static_cast<std::size_t>(section.role);
    if (section.role == Role::other || section.role == Role::title || role >= first.size()) continue;
    if (!p.body.covers(section.span)) continue;
    const Section*& before = first[role];
    if (before == nullptr) {
      before = &section;
      continue;
    }
    if (before->rank != section.rank || before->heading != section.heading) continue;
    Finding& finding =
        report(out, section.span, "the section " + quoted(section.heading) + " stands here a second time");
    finding.label = "the same heading again";
    add_note(finding, "it began here first", before->span);
    finding.help = "join the two sections";
  }
}

}  // namespace afterword::rules
