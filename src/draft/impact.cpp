#include "draft/impact.h"

#include <algorithm>
#include <cmath>
#include <map>

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
};

}  // namespace

std::optional<Impact> measure_impact(const Evidence& evidence, const Outage& outage) {
  if (!outage.onset || !outage.end) return std::nullopt;
  const Instant from = outage.onset->at, until = outage.end->at + one_second;
  // Only series of one input are compared: two sources count the same requests at different places.
  std::map<std::pair<std::string, std::uint32_t>, Traffic> services;
  for (const Series& series : evidence.series) {
    Traffic& traffic = services[{series.service, series.place.input}];
    if (series.kind == SeriesKind::requests) add(traffic.requests, series, from, until);
    if (series.kind == SeriesKind::errors) add(traffic.errors, series, from, until);
  }
  std::optional<Impact> worst;
  for (auto& [key, traffic] : services) {
    if (traffic.requests.sum <= 0 || traffic.errors.sum <= 0 || traffic.errors.places.empty()) continue;
    const double percent = std::min(100.0, 100 * traffic.errors.sum / traffic.requests.sum);
    if (worst && worst->percent >= percent) continue;
    Impact impact;
    impact.service = key.first;
    impact.percent = percent;
    if (traffic.requests.counted && traffic.errors.counted && traffic.errors.sum <= traffic.requests.sum) {
      impact.requests = traffic.requests.sum;
      impact.failed = traffic.errors.sum;
    }
    impact.citations = {traffic.errors.places.front(), traffic.requests.places.front()};
    worst = std::move(impact);
  }
  return worst;
}

}  // namespace afterword
