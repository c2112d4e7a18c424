#pragma once
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// An instant that was found, with what it rests on.
struct FoundInstant {
  Instant at = 0;
  std::string why;  ///< one sentence: "5xx of nginx rose from 0.1 to 42 a second"
  std::vector<Place> citations;
  Instant step = 0;    ///< how exactly it is known: between points of what it rests on
  bool vague = false;  ///< nothing failed by its own words and nobody was alerted: it is where most changed
};

/// When the outage was. Any of the three may be unknown.
struct Outage {
  std::optional<FoundInstant> onset;     ///< first sign of users being affected
  std::optional<FoundInstant> detected;  ///< first alert or message of a person about it
  std::optional<FoundInstant> end;       ///< back to what was normal before
};

/// From error rates, latencies, template rates and alerts together: several standardised series vote. Deterministic.
[[nodiscard]] Outage find_outage(const Evidence& evidence);

}  // namespace afterword
