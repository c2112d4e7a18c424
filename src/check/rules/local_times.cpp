#include "check/rules/local_times.h"

namespace afterword::rules {
namespace {

/// Clocks change in the small hours everywhere; asking the tz database about 14:00 is a waste.
bool may_be_kind(const Civil& civil) {
  return civil.date && civil.date->year != 0 && civil.clock && civil.clock->hour <= 4;
}

}  // namespace

void for_each_local_time(const Postmortem& p, LocalTime kind, const std::function<void(const LocalPlace&)>& visit) {
  std::vector<Civil> seen;
  const auto look = [&](const Civil& civil, const ZoneName* zone, Span span) {
    if (zone == nullptr || !may_be_kind(civil) || span.empty()) return;
    if (zone->kind != ZoneKind::iana && zone->kind != ZoneKind::name) return;
    if (std::find(seen.begin(), seen.end(), civil) != seen.end()) return;
    const auto found = resolve(civil, *zone);
    if (!found || found->kind != kind) return;
    if (seen.size() < 64) seen.push_back(civil);
    visit({civil, *zone, span});
  };
  const ZoneName* zone = p.timezone ? &p.timezone->name : nullptr;
  for (const auto* stated : {&p.start, &p.end, &p.detected_at})
    if (*stated) look((*stated)->civil, zone, (*stated)->span);
  for (const TimelineEntry& entry : p.timeline) look(entry.civil, entry.zone ? &*entry.zone : zone, entry.time_span);
}

}  // namespace afterword::rules
