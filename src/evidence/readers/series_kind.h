#pragma once
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// What a metric measures, guessed from the words in its name ("http_server_duration_p99_ms" → latency).
[[nodiscard]] SeriesKind guess_series_kind(std::string_view name);

/// Whether the values are those of a counter: the name says so and they only grow, but for falls back to near zero.
[[nodiscard]] bool is_counter(const Series& series);

}  // namespace afterword
