#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// Where the numbers of a track come from.
enum class TrackSource : std::uint8_t { series, error_messages, warnings, failed_spans };

/// Which way is worse.
enum class Worse : std::uint8_t { up, down, either };

/// Numbers over time, whatever they were counted or measured from: what an outage is looked for in.
struct Track {
  TrackSource source{};
  std::uint32_t index = 0;  ///< into Evidence::series; for messages, the first such row
  std::string service{};
  SeriesKind kind = SeriesKind::other;
  Worse worse = Worse::either;
  bool counts = false;  ///< values are counts of something rare: their noise is that of a Poisson process
  Instant step = 0;     ///< between points, about
  std::vector<Instant> times{};
  std::vector<double> values{};
};

/// A stretch in which a track left its own normal, longer and further than its noise explains.
struct Episode {
  std::uint32_t track = 0;  ///< index
  std::size_t begin = 0;    ///< points of the track, half open
  std::size_t end = 0;
  Instant from = 0;             ///< time of the first point
  std::optional<Instant> to{};  ///< time of the first point after it; none if it lasts to the end of the track
  double gain = 0;              ///< sum of what exceeds the noise, in standard deviations (each point bounded)
  double height = 0;            ///< mean deviation within, in standard deviations, signed
  double before = 0;            ///< normal level
  double within = 0;            ///< median level within
  bool rises = true;
};

/// All tracks of the evidence, in a fixed order. Counters are turned into rates.
[[nodiscard]] std::vector<Track> make_tracks(const Evidence& evidence);

/// The strongest episode of a track, if there is one. Normal is what the track shows in its first third, before
/// `known` at the latest (the first alert, if any). Linear in the points.
[[nodiscard]] std::optional<Episode> find_episode(const Track& track, std::optional<Instant> known);

/// Whether it counts or shows failures, not slowness.
[[nodiscard]] bool tells_failures(const Track& track);

/// Whether users feel it directly.
[[nodiscard]] bool affects_users(const Track& track);

/// Whether a message says of itself that something failed, by its words; for logs that state no severity.
[[nodiscard]] bool tells_failure(std::string_view message);

/// Whether a message is an access log's record of a request ("GET /x HTTP/1.1"): it tells that, not why.
[[nodiscard]] bool is_request(std::string_view message);

/// A message that is an error by its severity, or by its words where none is stated.
[[nodiscard]] bool is_error(const LogTable& logs, const LogRow& row);

}  // namespace afterword
