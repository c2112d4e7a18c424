#include "draft/impact.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace afterword {
namespace {

/// What a series says of a span of time: an amount, and whether it is a count or only proportional to one.
struct Amount {
  double sum = 0;
  bool counted = true;
  std::vector<Place> places;
};

/// Growth of a counter over [from, until): resets count from zero again.
double growth(const Series& series, Instant from, Instant until) {
  double sum = 0, before = 0;
  bool has_before = false;
  for (std::size_t i = 0; i < series.times.size() && series.times[i] < until; ++i) {
    const double value = series.values[i];
    if (std::isnan(value)) continue;
    if (has_before && series.times[i] >= from) sum += value >= before ? value - before : value;
    before = value;
    has_before = true;
  }
  return sum;
}

bool is_rate(const Series& series) {
  return series.name.find("per_s") != std::string::npos || series.name.find("rate") != std::string::npos ||
         series.name.find("rps") != std::string::npos || series.name.find("qps") != std::string::npos;
}

void add(Amount& amount, const Series& series, Instant from, Instant until) {
  if (series.counter) {
    amount.sum += growth(series, from, until);
  } else {
    amount.counted = amount.counted && !is_rate(series);
    for (std::size_t i = 0; i < series.times.size(); ++i)
      if (series.times[i] >= from && series.times[i] < until && !std::isnan(series.values[i]))
        amount.sum += series.values[i];
  }
  amount.places.push_back(series.place);
}

struct Traffic {
  Amount requests, errors;
  std::set<std::string> request_names, error_names;

  /// One metric that tells failures from the rest by a label counts each request once; where failures have a name of
  /// their own they are counted among the requests as well.
  [[nodiscard]] double all() const {
    const bool apart = std::any_of(error_names.begin(), error_names.end(),
                                   [this](const std::string& name) { return request_names.contains(name); });
    return apart ? requests.sum + errors.sum : requests.sum;
  }
};

/// Whose requests a series counts: its service, or what stands before the point in names like "media.5xx".
std::string whose(const Series& series) {
  if (!series.service.empty()) return series.service;
  const std::size_t end = series.name.find_first_of(".: ");
  return end == std::string::npos ? std::string() : series.name.substr(0, end);
}

}  // namespace

std::optional<Impact> measure_impact(const Evidence& evidence, const Outage& outage) {
  if (!outage.onset || !outage.end) return std::nullopt;
  const Instant from = outage.onset->at, until = outage.end->at + one_second;
  // Only series of one input are compared: two sources count the same requests at different places.
  std::map<std::pair<std::string, std::uint32_t>, Traffic> services;
  for (const Series& series : evidence.series) {
    Traffic& traffic = services[{whose(series), series.place.input}];
    if (series.kind == SeriesKind::requests) {
      add(traffic.requests, series, from, until);
      traffic.request_names.insert(series.name);
    } else if (series.kind == SeriesKind::errors) {
      add(traffic.errors, series, from, until);
      traffic.error_names.insert(series.name);
    }
  }
  std::optional<Impact> worst;
  for (auto& [key, traffic] : services) {
    if (traffic.requests.places.empty() || traffic.errors.sum <= 0) continue;
    // More failures than requests: the two were not counted at the same place, and no share follows from them.
    if (traffic.errors.sum > traffic.all()) continue;
    const double percent = 100 * traffic.errors.sum / traffic.all();
    if (worst && worst->percent >= percent) continue;
    Impact impact;
    impact.service = key.first;
    impact.percent = percent;
    if (traffic.requests.counted && traffic.errors.counted) {
      impact.requests = traffic.all();
      impact.failed = traffic.errors.sum;
    }
    impact.citations = {traffic.errors.places.front(), traffic.requests.places.front()};
    worst = std::move(impact);
  }
  return worst;
}

}  // namespace afterword
