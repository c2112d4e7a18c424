#include "render/chronology.h"

#include "moment/duration.h"
#include "render/phrasing.h"

namespace afterword {

namespace {

constexpr std::int64_t day_s = 86400;

std::optional<std::int64_t> clock_seconds(const Civil& civil) {
  if (!civil.clock) return std::nullopt;
  return civil.clock->minutes() * 60 + std::max<int>(civil.clock->second, 0);
}

bool is_dated(const Civil& civil) {
  return civil.date && civil.date->month != 0;
}

/// Seconds from one local time to another; the days count only where both have one.
std::optional<std::int64_t> between(const Civil& from, const Civil& to) {
  const auto a = clock_seconds(from);
  const auto b = clock_seconds(to);
  if (!a || !b) return std::nullopt;
  std::int64_t days = 0;
  if (is_dated(from) && is_dated(to)) {
    Date d1 = *from.date;
    Date d2 = *to.date;
    if (d1.year == 0) d1.year = d2.year != 0 ? d2.year : std::int16_t{2024};
    if (d2.year == 0) d2.year = d1.year;
    if (!is_valid(d1) || !is_valid(d2)) return std::nullopt;
    days = days_of(d2) - days_of(d1);
  }
  return days * day_s + *b - *a;
}

/// What zero is: the start, or the first entry that has a clock.
struct Origin {
  Civil civil;
  std::optional<std::int64_t> seconds;
  bool is_start = false;
};

std::optional<Origin> find_origin(const Postmortem& pm) {
  if (pm.start && pm.start->civil.clock) return Origin{pm.start->civil, pm.start->seconds, true};
  for (const TimelineEntry& entry : pm.timeline) {
    if (entry.civil.clock) return Origin{entry.civil, entry.seconds, false};
  }
  return std::nullopt;
}

std::optional<std::int64_t> place(const Origin& origin, const Civil& civil, std::optional<std::int64_t> seconds) {
  auto local = seconds && origin.seconds ? std::optional(*seconds - *origin.seconds) : between(origin.civil, civil);
  const bool to_the_minute = civil.clock && civil.clock->second < 0 && origin.civil.clock->second > 0;
  if (local && to_the_minute && *local == -origin.civil.clock->second) return 0;  // in the minute of zero
  if (seconds && origin.seconds) return local;
  // Without dates, a moment after zero that seems earlier is on the next day.
  if (local && *local < 0 && !(is_dated(origin.civil) && is_dated(civil)) && *local < -day_s / 2) *local += day_s;
  return local;
}

void place_entries(const Postmortem& pm, const Origin& origin, Chronology& out) {
  std::optional<std::int64_t> previous;
  for (const TimelineEntry& entry : pm.timeline) {
    std::optional<std::int64_t> at;
    if (origin.is_start && entry.since_start_s) {
      at = entry.since_start_s;
    } else if (entry.civil.clock || (entry.seconds && origin.seconds)) {
      at = place(origin, entry.civil, entry.seconds);
      if (at && previous && !is_dated(entry.civil)) {
        while (*at < *previous - day_s / 2) *at += day_s;
      }
    }
    // A year away is a misprint of the date, not a part of the incident.
    if (at && (*at > 366 * day_s || *at < -366 * day_s)) at.reset();
    if (at) previous = at;
    out.at.push_back(at);
  }
}

void find_end(const Postmortem& pm, const Origin& origin, Chronology& out) {
  if (out.start_known && pm.end && pm.end->civil.clock) {
    if (pm.computed_duration_min && *pm.computed_duration_min > 0) {
      out.ended = static_cast<std::int64_t>(*pm.computed_duration_min * 60);
    } else if (const auto at = place(origin, pm.end->civil, pm.end->seconds); at && *at > 0) {
      out.ended = at;
    }
  }
  if (!out.ended && out.start_known && pm.duration_min && pm.duration_min->value > 0) {
    out.ended = static_cast<std::int64_t>(pm.duration_min->value * 60);
    out.ended_by_length = true;
  }
  for (std::size_t i = pm.timeline.size(); i-- > 0;) {
    const EntryKind kinds = pm.timeline[i].kinds;
    if (!out.at[i] || !(has(kinds, EntryKind::recovery) || has(kinds, EntryKind::resolution))) continue;
    if (!out.ended) out.ended = out.at[i];
    if (out.ended == out.at[i]) out.ended_entry = i;
    break;
  }
  if (out.ended && *out.ended > 366 * day_s) out.ended.reset();
}

void find_detection(const Postmortem& pm, const Origin& origin, Chronology& out) {
  if (pm.detected_at && pm.detected_at->civil.clock) {
    out.detected = place(origin, pm.detected_at->civil, pm.detected_at->seconds);
  }
  for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
    if (!out.at[i] || !has(pm.timeline[i].kinds, EntryKind::detection)) continue;
    if (!out.detected) out.detected = out.at[i];
    if (out.detected == out.at[i]) out.detected_entry = i;
    break;
  }
  const bool outside = out.detected && (*out.detected < 0 || (out.ended && *out.detected > *out.ended));
  if (outside) {
    out.detected.reset();
    out.detected_entry.reset();
  }
}

void find_easing(const Postmortem& pm, Chronology& out) {
  for (const EntryKind wanted : {EntryKind::recovery, EntryKind::resolution, EntryKind::mitigation}) {
    for (std::size_t i = 0; i < pm.timeline.size() && !out.eased; ++i) {
      const auto at = out.at[i];
      if (!at || !has(pm.timeline[i].kinds, wanted) || *at <= out.detected.value_or(0)) continue;
      if (out.ended && *at > *out.ended) continue;
      if (has(pm.timeline[i].kinds, EntryKind::misleading)) continue;
      out.eased = at;
      out.eased_entry = i;
    }
    // An action that lessens the harm is only a sign that it worked where nothing better is told.
    if (out.eased || wanted == EntryKind::resolution) break;
  }
}

void find_dead_ends(const Postmortem& pm, Chronology& out) {
  const auto is_wrong = [&](std::size_t i) { return has(pm.timeline[i].kinds, EntryKind::misleading); };
  for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
    if (!is_wrong(i)) continue;
    DeadEnd path{i, i, 0, 0};
    while (path.last + 1 < pm.timeline.size() && is_wrong(path.last + 1)) ++path.last;
    i = path.last;
    if (!out.at[path.first]) continue;
    path.from = path.until = *out.at[path.first];
    const bool told_itself = path.last > path.first && out.at[path.last] && says_ruled_out(pm.timeline[path.last].text);
    std::optional<std::int64_t> left;
    if (told_itself) left = out.at[path.last];
    for (std::size_t j = path.last + 1; j < pm.timeline.size() && !left; ++j) left = out.at[j];
    if (!left && path.last > path.first) left = out.at[path.last];
    if (left && *left > path.from) path.until = *left;
    out.dead_end_seconds += path.until - path.from;
    out.dead_ends.push_back(path);
  }
}

}  // namespace

Chronology read_chronology(const Postmortem& pm) {
  Chronology out;
  if (pm.timezone) out.zone = pm.timezone->name.written;
  const auto origin = find_origin(pm);
  if (!origin) {
    out.at.resize(pm.timeline.size());
    return out;
  }
  out.start_known = origin->is_start;
  if (const auto s = clock_seconds(origin->civil)) out.clock_minutes = static_cast<int>(*s / 60);
  if (is_dated(origin->civil)) out.date = origin->civil.date;
  place_entries(pm, *origin, out);
  find_end(pm, *origin, out);
  find_detection(pm, *origin, out);
  find_easing(pm, out);
  find_dead_ends(pm, out);
  out.first = 0;
  out.last = 0;
  for (const auto& at : {out.detected, out.eased, out.ended}) {
    if (at) out.last = std::max(out.last, *at);
  }
  for (const auto& at : out.at) {
    if (!at) continue;
    out.first = std::min(out.first, *at);
    out.last = std::max(out.last, *at);
  }
  return out;
}

std::string clock_text(int minutes) {
  minutes = ((minutes % 1440) + 1440) % 1440;
  std::string out = "00:00";
  out[0] = static_cast<char>('0' + minutes / 600);
  out[1] = static_cast<char>('0' + minutes / 60 % 10);
  out[3] = static_cast<char>('0' + minutes % 60 / 10);
  out[4] = static_cast<char>('0' + minutes % 10);
  return out;
}

std::string Chronology::clock_text(std::int64_t seconds) const {
  if (!clock_minutes) return since_text(seconds);
  const std::int64_t floor = seconds >= 0 ? seconds / 60 : -((59 - seconds) / 60);
  return afterword::clock_text(static_cast<int>((floor + *clock_minutes) % 1440));
}

std::string date_text(Date date) {
  static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (date.month < 1 || date.month > 12) return {};
  std::string out;
  if (date.year != 0 && is_valid(date)) out.append(weekdays[weekday_of(date)]).append(" ");
  out.append(std::to_string(date.day)).append(" ").append(months[date.month - 1]);
  if (date.year != 0) out.append(" ").append(std::to_string(date.year));
  return out;
}

std::string since_text(std::int64_t seconds) {
  if (seconds == 0) return "start";
  return (seconds < 0 ? "−" : "+") + duration_text(seconds < 0 ? -seconds : seconds);
}

}  // namespace afterword
