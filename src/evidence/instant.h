#pragma once
#include <optional>
#include <string_view>

#include "evidence/evidence.h"
#include "moment/zone.h"

namespace afterword {

struct ReadInstant {
  Instant at = 0;
  bool states_zone = false;  ///< false: the zone given was taken, or UTC
};

/// Reads a text that is nothing but an instant with its date: ISO 8601 and RFC 3339 in their variants ("2026-03-14
/// 09:26", "2026-03-14T09:26:53.589793Z", "20260314T092653+01"), or seconds, milliseconds, microseconds or nanoseconds
/// since 1970 (by their size). `zone` holds where the text states none.
[[nodiscard]] std::optional<ReadInstant> read_instant(std::string_view text, const std::optional<ZoneName>& zone = {});

/// The same for numbers since 1970, whose unit is told by their size.
[[nodiscard]] std::optional<Instant> instant_of_epoch(double number);

/// `2026-03-14T09:26:53Z`, with as many digits of the second as it has (0, 3, 6 or 9).
[[nodiscard]] std::string write_instant(Instant at);

}  // namespace afterword
