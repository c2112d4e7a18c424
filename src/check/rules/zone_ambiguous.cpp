#include "check/rules/report.h"

namespace afterword::rules {

namespace {

/// Those that readers in several countries use every day. GST may be Guam's as well, but is read as the Gulf's.
bool is_common(std::string_view abbreviation) {
  for (std::string_view known : {"CST", "IST", "BST", "AST"})
    if (abbreviation == known) return true;
  return false;
}

/// Whether another zone of the report tells which one is meant: "BST (UTC+1)".
bool is_told(const std::vector<StatedZone>& zones, const ZoneName& zone) {
  return std::any_of(zones.begin(), zones.end(), [&](const StatedZone& other) {
    return other.name.written != zone.written && other.name.offset_minutes && zone.offset_minutes &&
           *other.name.offset_minutes == *zone.offset_minutes;
  });
}

}  // namespace

void zone_ambiguous(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::vector<std::string_view> seen;
  for (const StatedZone& zone : p.zones) {
    if (zone.name.kind != ZoneKind::abbreviation || zone.name.others.empty() || !is_common(zone.name.written) ||
        is_told(p.zones, zone.name))
      continue;
    if (std::find(seen.begin(), seen.end(), zone.name.written) != seen.end()) continue;
    seen.push_back(zone.name.written);
    Finding& finding =
        report(out, zone.span, "the abbreviation " + quoted(zone.name.written) + " stands for more than one time zone");
    std::string others;
    for (const std::string& other : zone.name.others) others += (others.empty() ? "" : ", ") + other;
    finding.label = "read as " + zone.name.iana;
    add_note(finding, "it may also mean " + others);
    finding.help = "write the offset or the place: `" + zone.name.iana + "`";
    if (zone.name.offset_minutes && *zone.name.offset_minutes % 60 == 0) {
      const int hours = *zone.name.offset_minutes / 60;
      finding.help = "write `UTC" + std::string(hours < 0 ? "-" : "+") + std::to_string(hours < 0 ? -hours : hours) +
                     "` or `" + zone.name.iana + "`";
    }
  }
}

}  // namespace afterword::rules
