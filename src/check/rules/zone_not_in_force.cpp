#include "check/rules/report.h"

namespace afterword::rules {
namespace {

/// The date that holds for the report's times, with its place.
const Stated* dated(const Postmortem& p) {
  for (const auto* stated : {&p.start, &p.end, &p.detected_at})
    if (*stated && (*stated)->civil.date && (*stated)->civil.date->year != 0) return &**stated;
  return nullptr;
}

}  // namespace

void zone_not_in_force(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const Stated* when = dated(p);
  if (when == nullptr) return;
  std::vector<std::string_view> seen;
  for (const StatedZone& zone : p.zones) {
    if (zone.name.kind != ZoneKind::abbreviation || zone.name.iana.empty()) continue;
    if (std::find(seen.begin(), seen.end(), zone.name.written) != seen.end()) continue;
    seen.push_back(zone.name.written);
    const auto right = abbreviation_in_force(zone.name, *when->civil.date);
    if (!right || right->empty() || *right == zone.name.written) continue;
    if (!std::all_of(right->begin(), right->end(), [](char c) { return c >= 'A' && c <= 'Z'; })) continue;
    const auto is_this = [&](const StatedZone& other) { return other.name.written == zone.name.written; };
    // A report over the change of clocks names both rightly.
    if (std::any_of(p.zones.begin(), p.zones.end(), [&](const StatedZone& z) { return z.name.written == *right; }))
      continue;
    Finding& finding = report(out, zone.span,
                              quoted(zone.name.written) + " was not in force on " + date_text(*when->civil.date) +
                                  ": " + zone.name.iana + " was on " + *right);
    finding.label = "an hour off, if taken by its word";
    add_note(finding, "the date is this one", when->span);
    const auto count = static_cast<std::size_t>(std::count_if(p.zones.begin(), p.zones.end(), is_this));
    if (count > 1) add_note(finding, "it stands in " + std::to_string(count) + " places");
    finding.help = "write `" + *right + "`, if the clock on the wall was meant";
    std::vector<Edit> edits;
    for (const StatedZone& other : p.zones)
      if (is_this(other) && (edits.empty() || edits.back().span.end <= other.span.begin))
        edits.push_back({other.span, *right});
    add_fix(finding, "write " + *right, Applicability::unsafe, std::move(edits));
  }
}

}  // namespace afterword::rules
