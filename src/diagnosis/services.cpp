#include "diagnosis/services.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "diagnosis/alerted_path.h"
#include "diagnosis/robust.h"

namespace afterword {
namespace {

using Scores = std::map<std::string, double>;

constexpr double alert_bonus = 0.5;
constexpr double slowness_usual = 0.5;  // what the slowest of many unharmed services shows by chance
constexpr double slowness_weight = 2;
constexpr double handed_on = 0.6;  // share of its blame that a caller keeps when what it calls failed too

/// Divides by the greatest, so that scorers can be added.
void normalise(Scores& scores) {
  double greatest = 0;
  for (const auto& [name, score] : scores) {
    greatest = std::max(greatest, score);
  }
  for (auto& [name, score] : scores) {
    score = greatest > 0 ? score / greatest : 0;
  }
}

/// How much of an episode its track had not shown before by itself, 0–1: the strongest stretch before is what chance
/// gives there.
double novelty(const Track& track, const Episode& episode) {
  Track past = track;
  past.times.resize(episode.begin);
  past.values.resize(episode.begin);
  const std::optional<Episode> usual = find_episode(past, std::nullopt);
  return usual ? std::max(0.0, 1 - usual->gain / episode.gain) : 1;
}

/// Metrics: how far a service left its own normal, bounded, so that a ratio of an idle one does not win by its size.
Scores score_metrics(const Symptoms& symptoms) {
  Scores scores;
  for (const Episode& episode : symptoms.episodes) {
    const Track& track = symptoms.tracks[episode.track];
    if (track.service.empty() || track.source != TrackSource::series) {
      continue;
    }
    // What began with the outage tells more than what wandered off at another time.
    const bool with =
        episode.from >= symptoms.onset - 3 * track.step && episode.from <= symptoms.onset + 3 * track.step;
    const bool leads = episode.from < symptoms.onset && std::abs(episode.height) >= 12;
    const double weight = (affects_users(track) ? 1 : 0.6) * (with || leads ? 1 : 0.3);
    double& score = scores[track.service];
    // Of what the points since the onset could have gained at most, up to ten of them.
    const auto since = static_cast<double>(track.times.end() -
                                           std::lower_bound(track.times.begin(), track.times.end(), symptoms.onset));
    score = std::max(
        score, weight * std::min(1.0, episode.gain / (4 * std::clamp(since, 2.0, 10.0))) * novelty(track, episode));
  }
  return scores;
}

/// Messages: the row of a service that changed most, by G. Errors count whole, other messages half.
Scores score_messages(const Evidence& evidence, const Symptoms& symptoms) {
  Scores scores;
  for (const ChangedRow& changed : symptoms.changed) {
    const LogRow& row = evidence.logs.rows[changed.row];
    if (row.service.empty()) {
      continue;
    }
    const double weight = is_request(row.example) ? 0.2 : is_error(evidence.logs, row) ? 1 : 0.5;
    double& score = scores[row.service];
    score = std::max(score, weight * std::log1p(changed.g));
  }
  normalise(scores);
  return scores;
}

/// Spans that failed, and not because of what they called.
Scores score_failed_spans(const Evidence& evidence, const Symptoms& symptoms) {
  std::set<std::string> failing_parents;
  for (const TraceSpan& span : evidence.spans) {
    if (span.failed && !span.parent.empty()) {
      failing_parents.insert(span.trace + ' ' + span.parent);
    }
  }
  std::map<std::pair<std::string, std::string>, double> failed;
  for (const TraceSpan& span : evidence.spans) {
    if (span.failed && span.start >= symptoms.onset && span.start <= symptoms.end &&
        !failing_parents.contains(span.trace + ' ' + span.id)) {
      ++failed[{span.service, span.operation}];
    }
  }
  Scores scores;
  for (const auto& [operation, count] : failed) {
    double& best = scores[operation.first];
    best = std::max(best, std::log1p(count));
  }
  normalise(scores);
  return scores;
}

/// Services whose spans take longer of themselves, beyond what chance gives.
Scores score_slow_spans(const Symptoms& symptoms) {
  Scores scores;
  for (const auto& [service, slowness] : symptoms.slow) {
    scores[service] = std::max(0.0, slowness.score - slowness_usual);
  }
  return scores;
}

/// Blame goes down the call graph: a caller of something that failed too hands on a part of its own.
void hand_on(const std::vector<Call>& calls, Scores& scores) {
  double greatest = 0;
  for (const auto& [name, score] : scores) {
    greatest = std::max(greatest, score);
  }
  Scores handed = scores;
  for (const Call& call : calls) {
    const auto caller = scores.find(call.caller);
    const auto callee = scores.find(call.callee);
    if (caller == scores.end() || callee == scores.end() || call.caller == call.callee) {
      continue;
    }
    // Only to a callee that failed about as surely: a caller that fails alone keeps the blame.
    if (callee->second >= 0.6 * caller->second && callee->second >= 0.3 * greatest) {
      handed[call.caller] = std::min(handed[call.caller], caller->second * handed_on);
    }
  }
  scores = std::move(handed);
}

/// What the alerted service does not call, near or far, cannot have failed it: such keep a third of their score.
void keep_reachable(const std::vector<Call>& calls, const std::string& alerted, Scores& scores) {
  std::set<std::string> reached{alerted};
  std::vector<std::string> waiting{alerted};
  while (!waiting.empty()) {
    const std::string service = std::move(waiting.back());
    waiting.pop_back();
    for (const Call& call : calls) {
      if (call.caller == service && reached.insert(call.callee).second) {
        waiting.push_back(call.callee);
      }
    }
  }
  if (reached.size() == 1) {
    return;  // it calls nothing, or no calls are on record
  }
  for (auto& [name, score] : scores) {
    if (!reached.contains(name)) {
      score *= 0.3;
    }
  }
}

}  // namespace

std::vector<RankedService> rank_services(const Evidence& evidence, const Symptoms& symptoms) {
  Scores scores;
  const auto add = [&](const Scores& some, double weight) {
    for (const auto& [name, score] : some) {
      scores[name] += weight * score;
    }
  };
  // Messages tell most where there are any; metrics and spans of many services wander by themselves.
  const double beside = evidence.logs.rows.empty() ? 1 : 0.5;
  const Scores path = score_alerted_path(evidence, symptoms);
  if (path.empty()) {
    add(score_metrics(symptoms), beside);
  }
  add(score_messages(evidence, symptoms), 1);
  const auto spans = static_cast<double>(evidence.spans.size());
  const double heard = spans / (spans + 40);  // a handful of spans is an anecdote
  add(score_failed_spans(evidence, symptoms), beside * heard);
  add(score_slow_spans(symptoms), slowness_weight * heard);
  hand_on(symptoms.calls, scores);
  add(path, beside);
  for (const Alert& alert : evidence.alerts) {
    if (!alert.service.empty() && alert.fired <= symptoms.end) {
      keep_reachable(symptoms.calls, alert.service, scores);
      const bool hands_on = std::any_of(symptoms.calls.begin(), symptoms.calls.end(), [&](const Call& call) {
        const auto callee = scores.find(call.callee);
        return call.caller == alert.service && callee != scores.end() && callee->second >= 0.2;
      });
      scores[alert.service] += hands_on ? 0 : alert_bonus;
      break;
    }
  }
  std::vector<RankedService> ranked;
  for (const auto& [name, score] : scores) {
    if (!name.empty() && score > 0) {
      ranked.push_back({name, score});
    }
  }
  std::sort(ranked.begin(), ranked.end(), [](const RankedService& a, const RankedService& b) {
    return a.score != b.score ? a.score > b.score : a.name < b.name;
  });
  return ranked;
}

}  // namespace afterword
