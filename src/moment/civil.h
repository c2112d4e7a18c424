#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace afterword {

/// A day of the proleptic Gregorian calendar. year 0 = not stated.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;  ///< 1–12
  std::uint8_t day = 0;    ///< 1–31
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// How a time of day was written, as far as it matters for judging it.
enum class ClockForm : std::uint8_t {
  h24,     ///< 20:05, 09:30, 20h05, 2005 hrs, 9:30 beside an ISO date
  h12,     ///< 8:05 PM, 6PM, 8.25 pm, 8:30 in the evening
  unsure,  ///< 8:05 or 10:15 without am/pm: nothing about it says 24 hours (no zero before it, no hour over 12, no
           ///< seconds). Read as 24-hour time unless its neighbours say otherwise
  both,    ///< 13:20PM, 00:30 AM: the figures are kept
  word,    ///< midnight (hour 0), noon, 12 noon
};

/// A time of day. `hour` is 0–23 (24:00 is read as hour 24), already converted from am/pm.
struct Clock {
  std::int8_t hour = 0;
  std::int8_t minute = 0;
  std::int8_t second = -1;  ///< -1 = not stated
  ClockForm form = ClockForm::h24;
  [[nodiscard]] constexpr int minutes() const { return hour * 60 + minute; }
  friend constexpr bool operator==(const Clock&, const Clock&) = default;
};

/// Local civil time as stated: either part may be unknown.
struct Civil {
  std::optional<Date> date;
  std::optional<Clock> clock;
  friend constexpr bool operator==(const Civil&, const Civil&) = default;
};

/// 0 = Sunday … 6 = Saturday.
[[nodiscard]] int weekday_of(Date date);
[[nodiscard]] bool is_valid(Date date);
[[nodiscard]] Date next_day(Date date, int days = 1);
/// Days since 1970-01-01.
[[nodiscard]] std::int64_t days_of(Date date);
/// `2024-04-18T09:30`, `T20:00`, `2024-04-18`; a date without year is left out. Empty if nothing is known.
[[nodiscard]] std::string to_string(const Civil& civil);

/// Appends a number with zeros before it up to `width` characters, its sign counted.
void append_digits(std::string& out, int value, int width);
/// Appends `2024-04-18`.
void append_date(std::string& out, Date date);
/// Appends `09:30`.
void append_clock(std::string& out, int hour, int minute);

}  // namespace afterword
