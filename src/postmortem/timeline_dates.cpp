#include "postmortem/mentions.h"
#include "postmortem/timeline.h"

namespace afterword {
namespace {

constexpr int minutes_a_day = 24 * 60;

/// Minutes since 1970-01-01T00:00 local, seconds left out.
std::int64_t minutes_of(Date date, const Clock& clock) {
  return days_of(date) * minutes_a_day + clock.minutes();
}

/// The date on the nearest heading-like line above an entry, inside its timeline.
class DateHeadings {
 public:
  explicit DateHeadings(const Postmortem& pm) : pm_(pm) {}

  std::optional<Date> above(std::uint32_t line) {
    for (; next_ <= line && next_ < pm_.places.size(); ++next_) {
      const LinePlace& place = pm_.places[next_];
      if (!place.heading && place.entry >= 0) continue;
      const Span plain = pm_.document->lines()[next_].plain;
      if (plain.size() > 100 || place.section < 0) continue;
      const bool timeline = pm_.sections[static_cast<std::size_t>(place.section)].role == Role::timeline;
      if (!timeline) {
        if (place.heading) current_.reset();
        continue;
      }
      if (!place.heading && !is_only_date(pm_, plain)) continue;
      for (const Mention& mention : mentions_in(pm_, plain))
        if (mention.kind == MentionKind::moment && mention.date) {
          current_ = mention.date;
          break;
        }
    }
    return current_;
  }

 private:
  const Postmortem& pm_;
  std::uint32_t next_ = 0;
  std::optional<Date> current_;
};

/// Which half of the day a clock without am/pm means: the first reading that does not go back behind the entry before.
void infer_half(Clock& clock, const Clock* before, bool twelve_hours, const Clock* after) {
  if (clock.form != ClockForm::unsure || clock.hour > 12 || clock.hour == 0) return;
  const int morning = clock.hour % 12 * 60 + clock.minute, evening = morning + 12 * 60;
  const int as_written = clock.minutes();
  int chosen = as_written;
  if (before) {
    const int last = before->minutes();
    const bool back = as_written < last;
    if (twelve_hours) {
      chosen = morning >= last                         ? morning
               : evening >= last                       ? evening
               : before->minutes() - morning > 12 * 60 ? morning
                                                       : as_written;
    } else if (back && evening >= last && evening - last < 6 * 60 && last - as_written > 60) {
      chosen = evening;  // 12:30, then 1:15
    }
  } else if (twelve_hours && after && after->form == ClockForm::h12) {
    chosen = evening <= after->minutes() ? evening : morning;
  }
  if (chosen == as_written) return;
  clock.hour = static_cast<std::int8_t>(chosen / 60);
}

}  // namespace

void date_timeline(Postmortem& pm, const std::optional<Date>& report_date) {
  bool twelve_hours = false;
  for (const TimelineEntry& e : pm.timeline) twelve_hours |= e.civil.clock && e.civil.clock->form == ClockForm::h12;
  if (pm.start && pm.start->civil.clock && pm.start->civil.clock->form == ClockForm::h12) twelve_hours = true;
  DateHeadings headings(pm);
  std::optional<Date> date, heading_date;
  const Clock* before = nullptr;
  if (pm.start && pm.start->civil.clock) before = &*pm.start->civil.clock;
  bool first = true;
  for (std::size_t k = 0; k < pm.timeline.size(); ++k) {
    TimelineEntry& entry = pm.timeline[k];
    const std::optional<Date> heading = headings.above(entry.first_line);
    if (entry.civil.date && entry.civil.date->year == 0 && (date || report_date))
      entry.civil.date->year = date && date->year ? date->year : report_date ? report_date->year : std::int16_t{0};
    const bool new_heading = heading && heading != heading_date;
    if (new_heading) before = nullptr;
    if (entry.civil.clock) {
      const Clock* after = nullptr;
      for (std::size_t n = k + 1; n < pm.timeline.size() && n < k + 3 && !after; ++n)
        if (pm.timeline[n].civil.clock) after = &*pm.timeline[n].civil.clock;
      if (!entry.civil.date) infer_half(*entry.civil.clock, before, twelve_hours, after);
    }
    if (!entry.civil.date) {
      if (new_heading) {
        date = heading;
        entry.date_stated = true;
      } else if (first && !date) {
        date = pm.start && pm.start->civil.date ? pm.start->civil.date : report_date;
        // An entry before the start's time of day happened before the start, not the day after.
      } else if (date && before && entry.civil.clock && before->minutes() - entry.civil.clock->minutes() > 5 * 60) {
        date = next_day(*date);
      }
      entry.civil.date = date;
      if (date && date->year == 0 && report_date) entry.civil.date->year = report_date->year;
      entry.date_stated = entry.date_stated || (heading && date == heading);
    }
    if (entry.civil.date) date = entry.civil.date;
    heading_date = heading;
    if (entry.civil.clock) {
      before = &*entry.civil.clock;
      first = false;
    }
  }
  for (TimelineEntry& entry : pm.timeline)
    entry.value = entry.civil.clock || entry.date_stated ? to_string(entry.civil) : std::string();
}

void place_timeline(Postmortem& pm) {
  const std::optional<Stated>& start = pm.start;
  for (TimelineEntry& entry : pm.timeline) {
    if (!entry.civil.clock) continue;
    const ZoneName* zone = entry.zone ? &*entry.zone : pm.timezone ? &pm.timezone->name : nullptr;
    if (zone && entry.civil.date && entry.civil.date->year) {
      if (const std::optional<Resolution> at = resolve(entry.civil, *zone)) {
        entry.seconds = at->seconds;
        entry.instant = to_rfc3339(at->seconds, at->offset_minutes);
      }
    }
    if (!start || !start->civil.clock) continue;
    if (entry.seconds && start->seconds) {
      entry.since_start_s = *entry.seconds - *start->seconds;
    } else if (entry.civil.date && start->civil.date &&
               (entry.civil.date->year != 0) == (start->civil.date->year != 0)) {
      entry.since_start_s =
          (minutes_of(*entry.civil.date, *entry.civil.clock) - minutes_of(*start->civil.date, *start->civil.clock)) *
          60;
    } else if (!start->civil.date) {
      std::int64_t minutes = entry.civil.clock->minutes() - start->civil.clock->minutes();
      if (minutes < -12 * 60) minutes += minutes_a_day;
      entry.since_start_s = minutes * 60;
    }
    // Written to the minute beside a start with seconds: in that minute is not before it.
    if (entry.since_start_s && entry.civil.clock->second < 0 && *entry.since_start_s < 0 &&
        *entry.since_start_s == -start->civil.clock->second)
      entry.since_start_s = 0;
  }
}

}  // namespace afterword
