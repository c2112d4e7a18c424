#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// A moment as its source wrote it: the zone is kept, nothing is converted.
struct ImportedTime {
  std::string day;        ///< "2026-03-14"
  std::string clock;      ///< "09:26", with seconds where they are not 0
  std::string zone;       ///< "UTC", "UTC+01:00", or empty
  std::string text;       ///< as written, where it could not be read
  std::int64_t at = 0;    ///< nanoseconds since 1970, for order; 0 = unknown
  bool fraction = false;  ///< parts of a second were left out

  [[nodiscard]] bool empty() const { return day.empty() && text.empty(); }
  /// "2026-03-14 09:26 UTC+01:00".
  [[nodiscard]] std::string shown() const;
};

/// ISO 8601 and what databases write for it, or a number since 1970. "0001-01-01…" and 0 are no time.
[[nodiscard]] ImportedTime read_imported_time(std::string_view text);

}  // namespace afterword
