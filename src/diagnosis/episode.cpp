#include "diagnosis/episode.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "diagnosis/robust.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr double deviation_bound = 6;    // one point counts for no more: a spike is not an outage
constexpr double deviation_normal = 2;   // what each point must exceed to count for an episode
constexpr double gain_least = 8;         // two bounded points, or several smaller ones
constexpr double share_of_range = 0.02;  // noise of a track that never moved before
constexpr double share_of_level = 0.02;
constexpr std::size_t cells_max = 200'000;

Worse worse_of(SeriesKind kind) {
  switch (kind) {
    case SeriesKind::errors:
    case SeriesKind::error_share:
    case SeriesKind::latency:
    case SeriesKind::saturation:
      return Worse::up;
    case SeriesKind::availability:
      return Worse::down;
    case SeriesKind::requests:
    case SeriesKind::resource:
    case SeriesKind::other:
      break;
  }
  return Worse::either;
}

Instant usual_step(const std::vector<Instant>& times) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < times.size(); ++i) {
    steps.push_back(static_cast<double>(times[i] - times[i - 1]));
  }
  return static_cast<Instant>(median_of(std::move(steps)));
}

void add_series(const Evidence& evidence, std::vector<Track>& tracks) {
  for (std::uint32_t i = 0; i < evidence.series.size(); ++i) {
    const Series& series = evidence.series[i];
    Track track{.source = TrackSource::series,
                .index = i,
                .service = series.service,
                .kind = series.kind,
                .worse = worse_of(series.kind)};
    double last = std::nan("");
    Instant last_at = 0;
    for (std::size_t p = 0; p < series.times.size(); ++p) {
      const double value = series.values[p];
      if (std::isnan(value)) {
        continue;
      }
      if (!series.counter) {
        track.times.push_back(series.times[p]);
        track.values.push_back(value);
      } else if (!std::isnan(last) && value >= last && series.times[p] > last_at) {
        track.times.push_back(series.times[p]);
        track.values.push_back((value - last) * one_second / static_cast<double>(series.times[p] - last_at));
      }
      last = value;
      last_at = series.times[p];
    }
    if (track.times.size() >= 4) {
      track.step = usual_step(track.times);
      tracks.push_back(std::move(track));
    }
  }
}

/// First and last bucket that any row has.
std::optional<std::pair<std::int64_t, std::int64_t>> range_of(const LogTable& logs) {
  std::optional<std::pair<std::int64_t, std::int64_t>> range;
  for (const LogRow& row : logs.rows) {
    if (row.cells.empty()) {
      continue;
    }
    if (!range) {
      range = {row.cells.front().bucket, row.cells.back().bucket};
    }
    range->first = std::min(range->first, row.cells.front().bucket);
    range->second = std::max(range->second, row.cells.back().bucket);
  }
  return range;
}

/// Errors a bucket and service, warnings likewise; buckets without any are zeros.
void add_messages(const Evidence& evidence, std::vector<Track>& tracks) {
  const auto range = range_of(evidence.logs);
  if (!range) {
    return;
  }
  const auto wide = static_cast<std::size_t>(range->second - range->first) + 1;
  const std::int64_t block = static_cast<std::int64_t>((wide + cells_max - 1) / cells_max);
  const std::size_t points = (wide + static_cast<std::size_t>(block) - 1) / static_cast<std::size_t>(block);
  std::map<std::pair<std::string, bool>, Track> found;
  for (std::uint32_t i = 0; i < evidence.logs.rows.size(); ++i) {
    const LogRow& row = evidence.logs.rows[i];
    const bool error = is_error(evidence.logs, row);
    if (!error && row.level != LogLevel::warning) {
      continue;
    }
    auto [it, is_new] = found.try_emplace({row.service, error});
    Track& track = it->second;
    if (is_new) {
      track = {.source = error ? TrackSource::error_messages : TrackSource::warnings,
               .index = i,
               .service = row.service,
               .kind = error ? SeriesKind::errors : SeriesKind::other,
               .worse = Worse::up,
               .counts = true,
               .step = evidence.logs.bucket * block};
      track.values.assign(points, 0);
    }
    for (const LogCell& cell : row.cells) {
      track.values[static_cast<std::size_t>((cell.bucket - range->first) / block)] += cell.count;
    }
  }
  for (auto& [key, track] : found) {
    for (std::size_t p = 0; p < points; ++p) {
      track.times.push_back((range->first + static_cast<std::int64_t>(p) * block) * evidence.logs.bucket);
    }
    tracks.push_back(std::move(track));
  }
}

/// Failed spans a second and service.
void add_spans(const Evidence& evidence, std::vector<Track>& tracks) {
  if (evidence.spans.empty()) {
    return;
  }
  const Instant first = evidence.spans.front().start / one_second;
  const Instant last = evidence.spans.back().start / one_second;
  if (last - first >= static_cast<Instant>(cells_max)) {
    return;
  }
  std::map<std::string, Track> found;
  for (const TraceSpan& span : evidence.spans) {
    if (!span.failed) {
      continue;
    }
    auto [it, is_new] = found.try_emplace(span.service);
    if (is_new) {
      it->second = {.source = TrackSource::failed_spans,
                    .service = span.service,
                    .kind = SeriesKind::errors,
                    .worse = Worse::up,
                    .counts = true,
                    .step = one_second};
      it->second.values.assign(static_cast<std::size_t>(last - first) + 1, 0);
    }
    it->second.values[static_cast<std::size_t>(span.start / one_second - first)] += 1;
  }
  for (auto& [service, track] : found) {
    for (Instant at = first; at <= last; ++at) {
      track.times.push_back(at * one_second);
    }
    tracks.push_back(std::move(track));
  }
}

struct Normal {
  double level = 0;
  double noise = 1;
};

Normal find_normal(const Track& track, std::optional<Instant> known) {
  const std::size_t n = track.values.size();
  std::size_t end = std::max<std::size_t>(n / 3, std::min<std::size_t>(n / 2, 8));
  if (known) {
    const auto before = static_cast<std::size_t>(std::lower_bound(track.times.begin(), track.times.end(), *known) -
                                                 track.times.begin());
    if (before >= 8) {
      end = std::min(end, before);
    }
  }
  const std::vector<double> early(track.values.begin(), track.values.begin() + static_cast<std::ptrdiff_t>(end));
  if (track.counts) {
    double sum = 0;
    for (const double value : early) {
      sum += value;
    }
    const double rate = sum / static_cast<double>(std::max<std::size_t>(1, early.size()));
    return {rate, std::sqrt(rate + 0.05)};
  }
  const double level = median_of(early);
  std::vector<double> apart;
  std::vector<double> steps;
  for (std::size_t i = 0; i < early.size(); ++i) {
    apart.push_back(std::abs(early[i] - level));
    if (i > 0) {
      steps.push_back(std::abs(early[i] - early[i - 1]));
    }
  }
  const auto [least, most] = std::minmax_element(track.values.begin(), track.values.end());
  const double noise = std::max({deviation_of_median * median_of(std::move(apart)),
                                 deviation_of_median / std::sqrt(2.0) * median_of(std::move(steps)),
                                 share_of_level * std::abs(level), share_of_range * (*most - *least)});
  return {level, noise};
}

/// The stretch with the greatest sum (Kadane), and that sum.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  double sum = 0;
};

Stretch greatest_stretch(const std::vector<double>& scores) {
  Stretch best;
  Stretch now;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (now.sum <= 0) {
      now = {i, i, 0};
    }
    now.sum += scores[i];
    now.end = i + 1;
    if (now.sum > best.sum) {
      best = now;
    }
  }
  return best;
}

std::optional<Stretch> find_stretch(const Track& track, const Normal& normal, double sign) {
  std::vector<double> scores(track.values.size());
  // Counts of something rare come in with quiet buckets between them; those must not end an episode.
  const double quiet = track.counts && normal.level < 0.5 ? 0.3 : deviation_normal;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double deviation = sign * (track.values[i] - normal.level) / normal.noise;
    scores[i] = std::clamp(deviation, -1.0, deviation_bound) - quiet;
    if (track.counts && track.values[i] <= normal.level) {
      scores[i] = -quiet;
    }
  }
  const Stretch best = greatest_stretch(scores);
  if (best.sum < gain_least || best.begin == 0) {
    return std::nullopt;
  }
  return best;
}

}  // namespace

bool tells_failure(std::string_view message) {
  static constexpr std::string_view words[] = {
      "error",  "fail",    "timeout",  "timed out", "exception",   "refused",  "denied",    "panic",
      "fatal",  "unable",  "cannot",   "can't",     "unavailable", "rejected", "unhealthy", "critical",
      "killed", "expired", "exceeded", "corrupt",   "abort",       "no space", "too many",  "unreachable"};
  return contains_any(lower_ascii(message.substr(0, 400)), words);
}

bool is_error(const LogTable& logs, const LogRow& row) {
  if (row.level != LogLevel::unknown) {
    return row.level >= LogLevel::error;
  }
  return row.template_id < logs.templates.size() && tells_failure(logs.templates[row.template_id]);
}

bool is_request(std::string_view message) {
  for (const std::string_view verb : {"GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "PATCH ", "OPTIONS "}) {
    if (message.starts_with(verb) || message.starts_with('"' + std::string(verb))) {
      return message.find("HTTP/") != std::string_view::npos;
    }
  }
  return false;
}

bool tells_failures(const Track& track) {
  switch (track.source) {
    case TrackSource::error_messages:
    case TrackSource::failed_spans:
      return true;
    case TrackSource::warnings:
      return false;
    case TrackSource::series:
      break;
  }
  return track.kind == SeriesKind::errors || track.kind == SeriesKind::error_share ||
         track.kind == SeriesKind::availability;
}

bool affects_users(const Track& track) {
  return tells_failures(track) || (track.source == TrackSource::series && track.kind == SeriesKind::latency);
}

std::vector<Track> make_tracks(const Evidence& evidence) {
  std::vector<Track> tracks;
  add_series(evidence, tracks);
  add_messages(evidence, tracks);
  add_spans(evidence, tracks);
  return tracks;
}

std::optional<Episode> find_episode(const Track& track, std::optional<Instant> known) {
  const std::size_t n = track.values.size();
  if (n < 4) {
    return std::nullopt;
  }
  const Normal normal = find_normal(track, known);
  if (normal.noise <= 0) {
    return std::nullopt;
  }
  std::optional<Stretch> best;
  bool rises = true;
  if (track.worse != Worse::down) {
    best = find_stretch(track, normal, 1);
  }
  if (track.worse != Worse::up) {
    const std::optional<Stretch> falling = find_stretch(track, normal, -1);
    if (falling && (!best || falling->sum > best->sum)) {
      best = falling;
      rises = false;
    }
  }
  if (!best) {
    return std::nullopt;
  }
  const std::vector<double> inside(track.values.begin() + static_cast<std::ptrdiff_t>(best->begin),
                                   track.values.begin() + static_cast<std::ptrdiff_t>(best->end));
  Episode episode{.begin = best->begin,
                  .end = best->end,
                  .from = track.times[best->begin],
                  .gain = best->sum,
                  .before = normal.level,
                  .within = median_of(inside),
                  .rises = rises};
  double sum = 0;
  for (const double value : inside) {
    sum += (value - normal.level) / normal.noise;
  }
  episode.height = sum / static_cast<double>(inside.size());
  if (best->end < n) {
    episode.to = track.times[best->end];
  }
  return episode;
}

}  // namespace afterword
