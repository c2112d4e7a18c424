#include "check/rules/report.h"

namespace afterword::rules {

void zone_ambiguous(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  std::vector<std::string_view> seen;
  for (const StatedZone& zone : p.zones) {
    if (zone.name.kind != ZoneKind::abbreviation || zone.name.others.empty()) continue;
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
