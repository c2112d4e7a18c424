#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/values.h"

namespace afterword {
namespace {

Stated stated_of(const TimelineEntry& entry) {
  Stated out;
  out.civil = entry.civil;
  out.value = to_string(entry.civil);
  out.line = entry.line;
  out.span = entry.time_span;
  return out;
}

/// A break-in is no outage: its timeline holds no minute when one began or ended.
bool is_compromise(const Postmortem& pm) {
  return pm.cause_class == CauseClass::security_certificate && !pm.start && !pm.end;
}

/// The entry that was judged to tell when it began, where no time of day is stated.
void find_start(Postmortem& pm) {
  if ((pm.start && pm.start->civil.clock) || pm.start_entry < 0 || is_compromise(pm)) return;
  const TimelineEntry& chosen = pm.timeline[static_cast<std::size_t>(pm.start_entry)];
  pm.start = stated_of(chosen);
  if (!chosen.zone) return;
  for (const StatedZone& zone : pm.zones)
    if (zone.line == chosen.line) {
      pm.timezone = zone;
      break;
    }
}

void find_end(Postmortem& pm) {
  if (pm.end || pm.end_entry < 0 || is_compromise(pm)) return;
  pm.end = stated_of(pm.timeline[static_cast<std::size_t>(pm.end_entry)]);
}

/// The first entry that tells of it, else the first one below a heading for it.
void find_detection(Postmortem& pm) {
  const auto take_first = [&](auto tells) {
    const auto found = std::find_if(pm.timeline.begin(), pm.timeline.end(),
                                    [&](const TimelineEntry& e) { return e.civil.clock && tells(e); });
    if (found != pm.timeline.end()) pm.detected_at = stated_of(*found);
    return found != pm.timeline.end();
  };
  const auto tells_of_it = [&](const TimelineEntry& e) {
    return e.line == pm.detected_how_line || has(e.kinds, EntryKind::detection);
  };
  if (take_first(tells_of_it)) return;
  take_first([&](const TimelineEntry& e) { return pm.places[e.first_line].role == Role::detection; });
}

void resolve_instant(const Postmortem& pm, std::optional<Stated>& stated) {
  if (!stated || !pm.timezone || !stated->civil.clock || !stated->civil.date || stated->civil.date->year == 0) return;
  if (const std::optional<Resolution> at = resolve(stated->civil, pm.timezone->name)) {
    stated->seconds = at->seconds;
    stated->instant = to_rfc3339(at->seconds, at->offset_minutes);
  }
}

void compute_duration(Postmortem& pm) {
  if (!pm.start || !pm.end || !pm.start->civil.clock || !pm.end->civil.clock) return;
  double minutes = pm.end->civil.clock->minutes() - pm.start->civil.clock->minutes();
  if (pm.start->seconds && pm.end->seconds) {
    minutes = static_cast<double>(*pm.end->seconds - *pm.start->seconds) / 60.0;
  } else if (pm.start->civil.date && pm.end->civil.date) {
    minutes += 1440.0 * static_cast<double>(days_of(*pm.end->civil.date) - days_of(*pm.start->civil.date));
  } else if (minutes < 0) {
    minutes += 1440;
  }
  pm.computed_duration_min = minutes;
  if (!pm.duration_min && minutes >= 0)
    pm.duration_min = StatedNumber{minutes, false, true, false, pm.end->line, pm.end->span};
}

}  // namespace

void complete_values(Postmortem& pm, const std::optional<Date>&) {
  find_start(pm);
  find_end(pm);
  find_detection(pm);
  resolve_instant(pm, pm.start);
  resolve_instant(pm, pm.end);
  resolve_instant(pm, pm.detected_at);
  compute_duration(pm);
}

}  // namespace afterword
