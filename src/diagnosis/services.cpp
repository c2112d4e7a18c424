#include "diagnosis/services.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace afterword {

std::vector<RankedService> rank_services(const Evidence& evidence, const Symptoms& symptoms) {
  std::map<std::string, double> scores;
  for (const Episode& episode : symptoms.episodes) {
    const Track& track = symptoms.tracks[episode.track];
    if (!track.service.empty()) {
      double& score = scores[track.service];
      score = std::max(score, std::min(1.0, episode.gain / 40) * (affects_users(track) ? 1 : 0.6));
    }
  }
  for (const Alert& alert : evidence.alerts) {
    if (!alert.service.empty()) {
      scores[alert.service] += 0.5;
    }
  }
  std::vector<RankedService> ranked;
  for (const auto& [name, score] : scores) {
    ranked.push_back({name, score});
  }
  std::sort(ranked.begin(), ranked.end(), [](const RankedService& a, const RankedService& b) {
    return a.score != b.score ? a.score > b.score : a.name < b.name;
  });
  return ranked;
}

}  // namespace afterword
