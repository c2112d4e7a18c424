#include "moment/tzif.h"
#include "moment/zone.h"

namespace afterword {

namespace {

std::int64_t local_seconds(const Date& date, const Clock& clock) {
  return days_of(date) * 86400 + clock.hour * 3600 + clock.minute * 60 + std::max<int>(clock.second, 0);
}

std::string offset_text(int minutes) {
  std::string out(1, minutes < 0 ? '-' : '+');
  append_clock(out, std::abs(minutes) / 60, std::abs(minutes) % 60);
  return out;
}

/// Tries the offsets in force around a local time; those that lead back to it are its readings.
Resolution resolve_in(const TimeZone& zone, std::int64_t local) {
  // No zone changes its offset twice within a day and a half, and no offset exceeds 18 hours.
  const ZoneState before = zone.at(local - 86400), after = zone.at(local + 86400);
  std::optional<std::int64_t> found;
  Resolution out;
  for (const ZoneState& guess : {before, after}) {
    const std::int64_t instant = local - guess.offset_seconds;
    const ZoneState state = zone.at(instant);
    if (state.offset_seconds != guess.offset_seconds) continue;
    if (found && *found != instant) {
      out.kind = LocalTime::ambiguous;
      if (instant > *found) continue;
    }
    found = instant;
    out.seconds = instant;
    out.offset_minutes = state.offset_seconds / 60;
    out.abbreviation = state.abbreviation;
  }
  if (!found) {  // skipped by the clock: counted on with the offset that held before
    out.kind = LocalTime::nonexistent;
    out.seconds = local - before.offset_seconds;
    out.offset_minutes = before.offset_seconds / 60;
    out.abbreviation = before.abbreviation;
  }
  return out;
}

}  // namespace

std::optional<Resolution> resolve(const Civil& local, const ZoneName& zone) {
  if (!local.date || !local.clock || local.date->year == 0 || !is_valid(*local.date)) return {};
  const std::int64_t seconds = local_seconds(*local.date, *local.clock);
  if (zone.offset_minutes) {
    Resolution out;
    out.seconds = seconds - *zone.offset_minutes * 60;
    out.offset_minutes = *zone.offset_minutes;
    out.abbreviation = zone.written;
    return out;
  }
  const auto rules = find_time_zone(zone.iana);
  if (!rules) return {};
  return resolve_in(*rules, seconds);
}

std::optional<std::string> abbreviation_in_force(const ZoneName& zone, Date date) {
  if (date.year == 0 || !is_valid(date) || zone.iana.empty()) return {};
  const auto rules = find_time_zone(zone.iana);
  if (!rules) return {};
  const Resolution noon = resolve_in(*rules, days_of(date) * 86400 + 43200);
  if (zone.offset_minutes && *zone.offset_minutes == noon.offset_minutes) return zone.written;
  if (!noon.abbreviation.empty() && noon.abbreviation[0] != '+' && noon.abbreviation[0] != '-')
    return noon.abbreviation;
  return "UTC" + offset_text(noon.offset_minutes);
}

std::string to_rfc3339(std::int64_t seconds, int offset_minutes) {
  const std::int64_t local = seconds + static_cast<std::int64_t>(offset_minutes) * 60;
  const std::int64_t days = local / 86400 - (local % 86400 < 0 ? 1 : 0);
  const int rest = static_cast<int>(local - days * 86400);
  const Date date = next_day({1970, 1, 1}, static_cast<int>(days));
  std::string out;
  out.reserve(26);
  append_date(out, date);
  out += 'T';
  append_clock(out, rest / 3600, rest / 60 % 60);
  out += ':';
  append_digits(out, rest % 60, 2);
  if (offset_minutes == 0)
    out += 'Z';
  else
    out += offset_text(offset_minutes);
  return out;
}

std::string instant_of(const Civil& local, const ZoneName& zone) {
  const auto resolution = resolve(local, zone);
  return resolution ? to_rfc3339(resolution->seconds, resolution->offset_minutes) : std::string();
}

}  // namespace afterword
