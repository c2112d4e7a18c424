#include "diagnosis/alerted_path.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "diagnosis/robust.h"

namespace afterword {
namespace {

constexpr std::size_t history_least = 20;  // points of normal time; fewer tell no spread
constexpr Instant history_gap = 6;         // points before the alert that may belong to the outage already
constexpr Instant alert_reach = 3;         // points on either side of the alert
constexpr double anomalous = 4;            // deviations

/// How far a track left its normal around an instant, in deviations, the way that is worse; none if it tells nothing.
std::optional<double> measure_departure(const Track& track, Instant alert) {
  std::vector<double> normal;
  std::vector<double> around;
  for (std::size_t i = 0; i < track.times.size(); ++i) {
    if (!std::isfinite(track.values[i])) {
      continue;
    }
    if (track.times[i] < alert - history_gap * track.step) {
      normal.push_back(track.values[i]);
    } else if (std::abs(track.times[i] - alert) <= alert_reach * track.step) {
      around.push_back(track.values[i]);
    }
  }
  if (normal.size() < history_least || around.empty()) {
    return std::nullopt;
  }
  const double usual = median_of(normal);
  std::vector<double> apart;
  const auto worse_by = [&](double value) {
    return track.worse == Worse::up     ? value - usual
           : track.worse == Worse::down ? usual - value
                                        : std::abs(value - usual);
  };
  for (const double value : normal) {
    apart.push_back(std::abs(value - usual));
  }
  std::sort(normal.begin(), normal.end(), [&](double a, double b) { return worse_by(a) < worse_by(b); });
  const double rarely = worse_by(normal[(normal.size() - 1) * 95 / 100]);
  // Shares that should be whole are held to a half per cent, what may vary to five.
  const double floor = (track.worse == Worse::down ? 0.005 : 0.05) * std::abs(usual);
  const double spread = std::max({deviation_of_median * median_of(std::move(apart)), rarely, floor, 1e-6});
  double greatest = 0;
  for (const double value : around) {
    greatest = std::max(greatest, worse_by(value));
  }
  return greatest / spread;
}

std::set<std::string> find_reached(const std::vector<Call>& calls, const std::string& from) {
  std::multimap<std::string, std::string> callees;
  for (const Call& call : calls) {
    callees.emplace(call.caller, call.callee);
  }
  std::set<std::string> reached{from};
  std::vector<std::string> waiting{from};
  while (!waiting.empty()) {
    const std::string service = std::move(waiting.back());
    waiting.pop_back();
    const auto [begin, end] = callees.equal_range(service);
    for (auto it = begin; it != end; ++it) {
      if (reached.insert(it->second).second) {
        waiting.push_back(it->second);
      }
    }
  }
  return reached;
}

}  // namespace

std::map<std::string, double> score_alerted_path(const Evidence& evidence, const Symptoms& symptoms) {
  if (evidence.alerts.empty() || evidence.alerts.front().metric.empty() || evidence.alerts.front().service.empty()) {
    return {};
  }
  const Alert& alert = evidence.alerts.front();
  std::map<std::string, double> departures;
  for (const Track& track : symptoms.tracks) {
    if (track.source != TrackSource::series || evidence.series[track.index].name != alert.metric) {
      continue;
    }
    if (const std::optional<double> departure = measure_departure(track, alert.fired)) {
      double& greatest = departures[track.service];
      greatest = std::max(greatest, *departure);
    }
  }
  const std::set<std::string> reached = find_reached(symptoms.calls, alert.service);
  const bool along =
      departures.contains(alert.service) &&
      std::any_of(departures.begin(), departures.end(), [&](const auto& departure) {
        return departure.first != alert.service && reached.contains(departure.first) && departure.second >= anomalous;
      });
  if (!along) {
    return {};
  }
  std::set<std::string> handing;  // callers of something that left its normal too
  for (const Call& call : symptoms.calls) {
    const auto callee = departures.find(call.callee);
    if (call.caller != call.callee && callee != departures.end() && callee->second >= anomalous) {
      handing.insert(call.caller);
    }
  }
  std::map<std::string, double> scores;
  double greatest = 0;
  for (const auto& [service, departure] : departures) {
    double& score = scores[service];
    // Logarithms, for how far an idle service can rise tells little.
    score = std::log1p(departure) * (handing.contains(service) || departure < anomalous ? 0.5 : 1);
    score *= reached.contains(service) ? 1 : 0.3;
    greatest = std::max(greatest, score);
  }
  for (auto& [service, score] : scores) {
    score /= greatest;
  }
  return scores;
}

}  // namespace afterword
