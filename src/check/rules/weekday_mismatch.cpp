#include "check/rules/report.h"

namespace afterword::rules {
namespace {

constexpr std::string_view names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

/// The weekday's word within the mention, as a span of it; empty if it is not an English name.
Span find_weekday(std::string_view mention, int weekday) {
  const std::string_view full = names[weekday];
  const auto same = [](char a, char b) { return (a | 32) == (b | 32); };
  for (std::size_t at = 0; at + 3 <= mention.size(); ++at) {
    if (!std::equal(full.begin(), full.begin() + 3, mention.begin() + static_cast<std::ptrdiff_t>(at), same)) continue;
    std::size_t end = at + 3;
    while (end < mention.size() && ((mention[end] | 32) >= 'a' && (mention[end] | 32) <= 'z')) ++end;
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
  }
  return {};
}

}  // namespace

void weekday_mismatch(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Mention& mention : p.mentions) {
    if (!mention.weekday || !mention.date || mention.date->year == 0 || mention.date_ambiguous || mention.invalid)
      continue;
    if (!is_valid(*mention.date)) continue;
    const int right = weekday_of(*mention.date);
    if (right == *mention.weekday) continue;
    const Span word = find_weekday(mention.span.in(p.plain()), *mention.weekday);
    const Span at = word.empty() ? mention.span : Span{mention.span.begin + word.begin, mention.span.begin + word.end};
    const Span source = p.document->source_of(at);
    const std::string name(names[right]);
    Finding& finding = report(
        out, source, date_text(*mention.date) + " was a " + name + ", not a " + std::string(names[*mention.weekday]));
    finding.label = "the weekday of another date";
    add_note(finding, "the date says otherwise", p.document->source_of(mention.date_span));
    const std::string written = word.size() == 3 ? name.substr(0, 3) : name;
    finding.help = "write `" + written + "`, or correct the date";
    if (!word.empty()) add_fix(finding, "write the weekday of that date", Applicability::unsafe, {{source, written}});
  }
}

}  // namespace afterword::rules
