#include <cmath>

#include "check/rules/report.h"

namespace afterword::rules {
namespace {

/// Only what summary and impact say of the whole is compared; shares in the timeline rise and fall.
bool is_headline(const Postmortem& p, const StatedNumber& share) {
  const auto& lines = p.document->lines();
  const auto at = std::lower_bound(lines.begin(), lines.end(), share.line,
                                   [](const Line& line, std::uint32_t n) { return line.number < n; });
  const auto index = static_cast<std::size_t>(at - lines.begin());
  if (index >= p.places.size() || !p.places[index].report || p.places[index].entry >= 0) return false;
  const Role role = p.places[index].role, part = p.places[index].part;
  return role == Role::summary || role == Role::impact || part == Role::summary || part == Role::impact;
}

}  // namespace

void percent_contradiction(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const StatedNumber* first = nullptr;
  for (const StatedNumber& share : p.percents) {
    if (!is_headline(p, share)) continue;
    if (first == nullptr) {
      first = &share;
      continue;
    }
    if (share.line == first->line || std::fabs(share.value - first->value) < 1) continue;
    Finding& finding = report(
        out, share.span,
        "the share affected is " + number_text(share.value) + " % here and " + number_text(first->value) + " % above");
    finding.label = share.implied ? "says all" : "another share";
    add_note(finding, "here it is " + number_text(first->value) + " %", first->span);
    finding.help = "keep one, or say of what each of them is the share";
    return;
  }
}

}  // namespace afterword::rules
