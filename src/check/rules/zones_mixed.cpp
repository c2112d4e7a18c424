#include "check/rules/report.h"

namespace afterword::rules {
namespace {

/// Whether two names may mean the same clock: PST and Pacific Time, GMT and UTC.
bool agree(const ZoneName& a, const ZoneName& b) {
  if (a.written == b.written) return true;
  if (!a.iana.empty() && a.iana == b.iana) return true;
  if (a.offset_minutes && b.offset_minutes) return *a.offset_minutes == *b.offset_minutes;
  return a.iana.empty() && !a.offset_minutes;  // unknown: nothing to contradict
}

/// "14:02 UTC (10:02 EDT)" says the same moment twice, which helps.
bool says_both(const std::vector<StatedZone>& zones, std::size_t at) {
  return (at > 0 && zones[at - 1].line == zones[at].line && !agree(zones[at - 1].name, zones[at].name)) ||
         (at + 1 < zones.size() && zones[at + 1].line == zones[at].line && !agree(zones[at + 1].name, zones[at].name));
}

/// Whether the zone belongs to times: it stands with one ("14:02 EDT") or says of which zone they are ("All times in
/// PST"). A colleague "in the PDT time zone" and the zone of a screenshot are neither.
bool is_of_times(const Postmortem& p, const StatedZone& zone) {
  const std::uint32_t line = line_of_number(p, zone.line);
  if (line >= p.places.size() || !p.places[line].report || p.document->lines()[line].quoted) return false;
  const Span plain = p.document->lines()[line].plain;
  auto at = std::lower_bound(p.mentions.begin(), p.mentions.end(), plain.begin,
                             [](const Mention& mention, std::uint32_t begin) { return mention.span.end <= begin; });
  for (; at != p.mentions.end() && at->span.begin < plain.end; ++at) {
    if (!at->zone || at->zone->written != zone.name.written || !p.document->is_prose(at->span)) continue;
    if (at->clock) return true;
    for (std::uint32_t i = p.places[line].first_word; i < p.places[line].last_word; ++i)
      if (p.words[i].hash == word_hash("times")) return true;
  }
  return false;
}

/// Writes the times of entries in other zones in `zone`, the written ones kept behind them.
std::vector<Edit> convert_edits(const Postmortem& p, const ZoneName& zone) {
  std::vector<Edit> edits;
  for (const TimelineEntry& entry : p.timeline) {
    if (!entry.zone || agree(*entry.zone, zone) || !entry.seconds || entry.time_span.empty()) continue;
    const auto there = resolve(entry.civil, zone);
    if (!there) return {};
    const std::int64_t local = *entry.seconds + std::int64_t{there->offset_minutes} * 60;
    const auto minutes = static_cast<int>(((local % 86400) + 86400) % 86400 / 60);
    const Clock clock{static_cast<std::int8_t>(minutes / 60), static_cast<std::int8_t>(minutes % 60), -1,
                      ClockForm::h24};
    edits.push_back(
        {entry.time_span,
         clock_text(clock) + ' ' + zone.written + " (" + entry.time +
             (entry.time.find(entry.zone->written) == std::string::npos ? " " + entry.zone->written : std::string()) +
             ")"});
  }
  return edits;
}

}  // namespace

void zones_mixed(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.zones.size() < 2) return;
  const StatedZone& first = p.timezone ? *p.timezone : p.zones.front();
  if (!is_of_times(p, first)) return;
  for (std::size_t i = 0; i < p.zones.size(); ++i) {
    const StatedZone& zone = p.zones[i];
    if (agree(zone.name, first.name) || says_both(p.zones, i) || !is_of_times(p, zone)) continue;
    Finding& finding =
        report(out, zone.span,
               "times in " + quoted(zone.name.written) + " stand beside times in " + quoted(first.name.written));
    finding.label = "another zone";
    add_note(finding, "the report's times are in this zone", first.span);
    finding.help = "keep to one zone, and put what was written behind it: `14:02 UTC (10:02 EDT)`";
    if (auto edits = convert_edits(p, first.name); !edits.empty())
      add_fix(finding, "write the timeline in " + first.name.written + ", the written times kept",
              Applicability::unsafe, std::move(edits));
    return;
  }
}

}  // namespace afterword::rules
