#pragma once
#include <string>

#include "diagnosis/episode.h"

namespace afterword {

/// A number as people write it: three significant digits, no exponent below a billion.
[[nodiscard]] std::string write_number(double value);

/// What a track is, for a sentence: "error messages of api", "http_5xx_per_sec of nginx".
[[nodiscard]] std::string name_track(const Evidence& evidence, const Track& track);

/// What happened to it: "error messages of api rose from 0 to 12 a second".
[[nodiscard]] std::string describe(const Evidence& evidence, const Track& track, const Episode& episode);

/// The record an episode rests on: for messages the first one within it, for series its first point.
[[nodiscard]] Place place_of(const Evidence& evidence, const Track& track, const Episode& episode);

/// The record that was the last of it: of messages the last bucket's first, for series as place_of().
[[nodiscard]] Place last_place_of(const Evidence& evidence, const Track& track, const Episode& episode);

/// The first line of a text, cut at `bytes` at a word, with "…" where it was cut.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t bytes);

/// "90 seconds", "12 minutes", "3 hours".
[[nodiscard]] std::string write_length(Instant length);

}  // namespace afterword
