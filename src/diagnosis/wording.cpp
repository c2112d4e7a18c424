#include "diagnosis/wording.h"

#include <cmath>
#include <cstdio>

namespace afterword {
namespace {

std::string of_service(const std::string& service) {
  return service.empty() ? std::string{} : " of " + service;
}

/// Whether a track of errors or warnings counts the messages of a row.
bool is_of(const Evidence& evidence, const LogRow& row, const Track& track) {
  const bool errors = track.source == TrackSource::error_messages;
  return row.service == track.service && is_error(evidence.logs, row) == errors &&
         (errors || row.level == LogLevel::warning);
}

}  // namespace

std::string write_number(double value) {
  char buffer[64];
  const double size = std::abs(value);
  if (size >= 1e9) {
    std::snprintf(buffer, sizeof buffer, "%.3g", value);
  } else if (size >= 100) {
    std::snprintf(buffer, sizeof buffer, "%.0f", value);
  } else {
    std::snprintf(buffer, sizeof buffer, "%.3g", size < 1e-4 ? 0.0 : value);
  }
  return buffer;
}

std::string name_track(const Evidence& evidence, const Track& track) {
  switch (track.source) {
    case TrackSource::error_messages:
      return "error messages" + of_service(track.service);
    case TrackSource::warnings:
      return "warnings" + of_service(track.service);
    case TrackSource::failed_spans:
      return "failed spans" + of_service(track.service);
    case TrackSource::series:
      break;
  }
  return evidence.series[track.index].name + of_service(track.service);
}

std::string describe(const Evidence& evidence, const Track& track, const Episode& episode) {
  double before = episode.before;
  double within = episode.within;
  std::string unit;
  if (track.counts && track.step > 0) {
    double sum = 0;
    for (std::size_t i = episode.begin; i < episode.end; ++i) {
      sum += track.values[i];
    }
    const double minutes = static_cast<double>(track.step) / static_cast<double>(60 * one_second);
    within = sum / static_cast<double>(episode.end - episode.begin) / minutes;
    before /= minutes;
    unit = " a minute";
  }
  return name_track(evidence, track) + (episode.rises ? " rose from " : " fell from ") + write_number(before) + " to " +
         write_number(within) + unit;
}

Place place_of(const Evidence& evidence, const Track& track, const Episode& episode) {
  switch (track.source) {
    case TrackSource::series:
      return evidence.series[track.index].place;
    case TrackSource::failed_spans:
      for (const TraceSpan& span : evidence.spans) {
        if (span.failed && span.service == track.service && span.start >= episode.from) {
          return span.place;
        }
      }
      return {};
    case TrackSource::error_messages:
    case TrackSource::warnings:
      break;
  }
  const LogCell* first = nullptr;
  for (const LogRow& row : evidence.logs.rows) {
    if (!is_of(evidence, row, track)) {
      continue;
    }
    for (const LogCell& cell : row.cells) {
      if (cell.bucket * evidence.logs.bucket >= episode.from) {
        if (first == nullptr || cell.bucket < first->bucket) {
          first = &cell;
        }
        break;
      }
    }
  }
  return first == nullptr ? Place{} : first->first;
}

Place last_place_of(const Evidence& evidence, const Track& track, const Episode& episode) {
  if (track.source != TrackSource::error_messages && track.source != TrackSource::warnings) {
    return place_of(evidence, track, episode);
  }
  const LogCell* last = nullptr;
  for (const LogRow& row : evidence.logs.rows) {
    if (!is_of(evidence, row, track)) {
      continue;
    }
    for (const LogCell& cell : row.cells) {
      const Instant at = cell.bucket * evidence.logs.bucket;
      if (at >= episode.from && (!episode.to || at < *episode.to) && (last == nullptr || cell.bucket > last->bucket)) {
        last = &cell;
      }
    }
  }
  return last == nullptr ? place_of(evidence, track, episode) : last->first;
}

std::string shorten(std::string_view text, std::size_t bytes) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= bytes) {
    return std::string(text);
  }
  std::size_t cut = text.rfind(' ', bytes);
  if (cut == std::string_view::npos || cut < bytes / 2) {
    cut = bytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) {
      --cut;
    }
  }
  return std::string(text.substr(0, cut)) + "…";
}

std::string write_length(Instant length) {
  const double seconds = static_cast<double>(length) / static_cast<double>(one_second);
  const auto write = [](double count, const char* unit) {
    const auto whole = static_cast<long long>(std::llround(count));
    return std::to_string(whole) + " " + unit + (whole == 1 ? "" : "s");
  };
  if (seconds < 120) {
    return write(seconds, "second");
  }
  if (seconds < 7200) {
    return write(seconds / 60, "minute");
  }
  return write(seconds / 3600, "hour");
}

}  // namespace afterword
