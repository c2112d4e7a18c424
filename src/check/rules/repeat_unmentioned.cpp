#include "check/rules/report.h"

namespace afterword::rules {
namespace {

/// A report that names the earlier one, by its file or by its title, knows of it.
bool mentions(std::string_view text, const EarlierReport& earlier) {
  const std::string_view path = earlier.path;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  constexpr std::size_t title_bytes_min = 12;  // "Postmortem" is nobody's name
  return text.find(name) != std::string_view::npos ||
         (earlier.title.size() >= title_bytes_min && text.find(earlier.title) != std::string_view::npos);
}

}  // namespace

void repeat_unmentioned(const RuleContext& context, Findings& out) {
  if (context.find_earlier == nullptr) return;
  const Postmortem& p = context.postmortem;
  const std::vector<EarlierReport> all = context.find_earlier(context.archive, p);
  const std::string_view text = p.document->text().content();
  for (const EarlierReport& earlier : all)
    if (mentions(text, earlier)) return;
  if (all.empty()) return;
  const EarlierReport& earlier = all.front();
  const Passage& cause = p.root_cause_summary.empty() ? p.root_cause_detail : p.root_cause_summary;
  const Span span = !cause.empty() ? p.document->text().line_span(cause.lines.front()) : p.title_span;
  Finding& finding = report(out, span,
                            "`" + earlier.path + "`" + (earlier.day.empty() ? "" : " of " + earlier.day) +
                                " told of the same failure, and this report does not mention it");
  finding.label = "not for the first time";
  finding.notes.push_back({"there: " + earlier.follow_up, {}, 0});
  for (std::size_t i = 0; i < std::min<std::size_t>(earlier.undone.size(), 3); ++i)
    finding.notes.push_back({"not done: " + earlier.undone[i], {}, 0});
  if (all.size() > 1)
    finding.notes.push_back({std::to_string(all.size() - 1) + " more: `afterword similar` lists them", {}, 0});
  finding.help = "link the earlier report, and say why its measures did not prevent this";
}

}  // namespace afterword::rules
