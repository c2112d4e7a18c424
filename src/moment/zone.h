#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "moment/civil.h"

namespace afterword {

enum class ZoneKind : std::uint8_t {
  iana,          ///< Africa/Nairobi
  abbreviation,  ///< EST, SAST
  offset,        ///< +02:00, GMT+2, UTC-3
  name,          ///< Pacific Time, Eastern Standard Time
  utc,           ///< UTC, GMT, Z, Zulu
};

/// A time zone as someone wrote it, and what is known of it without a date.
struct ZoneName {
  ZoneKind kind{};
  std::string written;                ///< exactly as in the text
  std::string iana;                   ///< the zone meant ("America/New_York" for EST and "Eastern Time"), or empty
  std::optional<int> offset_minutes;  ///< fixed by the name itself (EST −300, GMT+2 120); none for "Pacific Time"
  std::vector<std::string> others;    ///< other zones the abbreviation may mean (CST, IST, BST), as IANA names
};

/// Reads a zone's name ("EST", "GMT + 2", "Africa/Nairobi", "Pacific Time"). None if it is not one.
[[nodiscard]] std::optional<ZoneName> read_zone(std::string_view name);

enum class LocalTime : std::uint8_t { unique, ambiguous, nonexistent };

/// A local time in a zone, for the date at hand.
struct Resolution {
  LocalTime kind = LocalTime::unique;
  std::int64_t seconds =
      0;  ///< since 1970-01-01T00:00Z; ambiguous: the earlier; nonexistent: as if the clock had not jumped
  int offset_minutes = 0;    ///< in force then
  std::string abbreviation;  ///< in force then ("PDT")
};

/// Resolves through the system's tz database. None where date, clock or rules are missing.
/// A name with a fixed offset of its own ("EST") keeps that offset even where it was not in force.
[[nodiscard]] std::optional<Resolution> resolve(const Civil& local, const ZoneName& zone);

/// For an abbreviation with an IANA zone behind it: what was in force there at that local date ("PDT" for PST in May).
/// None if unknown. Same as the name itself where the name was right.
[[nodiscard]] std::optional<std::string> abbreviation_in_force(const ZoneName& zone, Date date);

/// `2024-04-18T09:30:00+02:00`.
[[nodiscard]] std::string to_rfc3339(std::int64_t seconds, int offset_minutes);
/// RFC 3339 of a local time in a zone, or empty where it can't be known.
[[nodiscard]] std::string instant_of(const Civil& local, const ZoneName& zone);

}  // namespace afterword
