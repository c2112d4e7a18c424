#include "check/rules/report.h"
#include "check/rules/topic.h"

namespace afterword::rules {
namespace {

/// "[The root cause in one sentence.]", perhaps behind its label: nothing is stated yet, and placeholder-left says so.
bool is_prompt(std::string_view text) {
  const std::size_t open = text.find('[');
  if (open == std::string_view::npos || text.find(']') != text.size() - 1) return false;
  const std::string_view label = text.substr(0, open);
  return label.find_first_not_of(' ') == std::string_view::npos || label.ends_with(": ");
}

}  // namespace

void causes_disagree(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.root_cause_summary.empty() || p.root_cause_detail.empty()) return;
  if (is_prompt(p.root_cause_summary.text)) return;
  const std::uint32_t stated = line_of_number(p, p.root_cause_summary.lines.front());
  if (stated >= p.places.size()) return;
  const LinePlace& place = p.places[stated];
  if (place.label != Role::root_cause && place.role != Role::root_cause) return;  // not said to be the cause
  Topics brief, detail;
  brief.add(p, p.root_cause_summary);
  constexpr std::size_t enough = 3;  // fewer words may well be told in other ones
  if (brief.size() < enough || brief.are_in(p, p.root_cause_detail)) return;
  detail.add(p, p.root_cause_detail);
  if (detail.size() < 2 * enough) return;
  for (std::uint32_t line : p.root_cause_summary.lines)
    if (std::binary_search(p.root_cause_detail.lines.begin(), p.root_cause_detail.lines.end(), line)) return;
  Finding& finding =
      report(out, p.root_cause_summary.span, "the cause in the summary is not the one that is explained below");
  finding.label = "shares no word with the explanation";
  add_note(finding, "the detailed cause is here", p.root_cause_detail.span);
  finding.help = "name the same cause in both places, in the same words";
}

}  // namespace afterword::rules
