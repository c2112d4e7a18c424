#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "moment/civil.h"

/// The system's time zone database, one zone at a time.
///
/// The date library that Debian ships reads the whole folder at first use, which costs 1.1–6 ms here: more than the
/// whole budget of checking one file (8 ms with process start) leaves room for. One TZif file is read in 20 µs, and its
/// format (RFC 8536) is small. The date library stays as the oracle of the tests.
namespace afterword {

/// What is in force at an instant.
struct ZoneState {
  int offset_seconds = 0;  ///< east of Greenwich
  bool daylight = false;
  std::string_view abbreviation;  ///< lives as long as its zone
};

/// One day-of-year rule of a POSIX footer: "M3.2.0/2".
struct RuleDay {
  enum class Kind : std::uint8_t { month_week_day, julian_without_leap, julian } kind{};
  int month = 0, week = 0, day = 0;
  int seconds = 7200;  ///< local time of day, −167 h … 167 h
};

/// The footer: what holds after the last transition of the table.
struct TzRule {
  std::string standard, daylight;
  int standard_offset = 0, daylight_offset = 0;  ///< seconds east
  bool has_daylight = false;
  RuleDay begin, end;  ///< of daylight time
};

/// One zone's rules. Immutable after load; threads may share.
class TimeZone {
 public:
  /// Reads the contents of a TZif file (version 1 to 4). Null where they are none or damaged.
  [[nodiscard]] static std::shared_ptr<const TimeZone> parse(std::string_view file);

  /// What is in force at an instant (seconds since 1970 UTC).
  [[nodiscard]] ZoneState at(std::int64_t seconds) const;

 private:
  struct Type {
    int offset = 0;
    bool daylight = false;
    std::uint8_t abbreviation = 0;
  };
  [[nodiscard]] ZoneState state_of(const Type& type) const;
  [[nodiscard]] ZoneState by_rule(std::int64_t seconds) const;

  std::vector<std::int64_t> times_;
  std::vector<std::uint8_t> indexes_;  ///< into types_, one a transition
  std::vector<Type> types_;
  std::string names_;
  std::optional<TzRule> rule_;
};

/// The zone of that name from $TZDIR, or else /usr/share/zoneinfo; null where there is none. Read once, kept for the
/// life of the process; safe from any thread.
[[nodiscard]] std::shared_ptr<const TimeZone> find_time_zone(std::string_view name);

/// Reads a POSIX TZ string ("EST5EDT,M3.2.0,M11.1.0"). None if it is not one.
[[nodiscard]] std::optional<TzRule> read_tz_rule(std::string_view text);

}  // namespace afterword
