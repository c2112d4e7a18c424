#include "diagnosis/services.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "diagnosis/robust.h"

namespace afterword {
namespace {

using Scores = std::map<std::string, double>;

constexpr double alert_bonus = 0.5;
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

/// Metrics: how far a service left its own normal, bounded, so that a ratio of an idle one does not win by its size.
Scores score_metrics(const Symptoms& symptoms) {
  Scores scores;
  for (const Episode& episode : symptoms.episodes) {
    const Track& track = symptoms.tracks[episode.track];
    if (track.service.empty() || track.source != TrackSource::series) {
      continue;
    }
    const double weight = affects_users(track) ? 1 : 0.6;
    double& score = scores[track.service];
    score = std::max(score, weight * std::min(1.0, episode.gain / 40));
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

struct Spans {
  std::vector<double> before;
  std::vector<double> within;
  double failed = 0;
};

/// Spans: failures, and time that a service spends itself, not waiting for what it calls, against its own before.
Scores score_spans(const Evidence& evidence, const Symptoms& symptoms) {
  std::map<std::string, std::int64_t> waited;  // by trace and number: time that children took
  for (const TraceSpan& span : evidence.spans) {
    if (!span.parent.empty()) {
      waited[span.trace + ' ' + span.parent] += span.duration;
    }
  }
  std::map<std::pair<std::string, std::string>, Spans> operations;
  std::set<std::string> failing_parents;
  for (const TraceSpan& span : evidence.spans) {
    if (span.failed && !span.parent.empty()) {
      failing_parents.insert(span.trace + ' ' + span.parent);
    }
  }
  for (const TraceSpan& span : evidence.spans) {
    if (span.service.empty()) {
      continue;
    }
    const std::string key = span.trace + ' ' + span.id;
    const auto children = waited.find(key);
    const std::int64_t own = span.duration - (children == waited.end() ? 0 : children->second);
    Spans& spans = operations[{span.service, span.operation}];
    const double milliseconds = static_cast<double>(std::max<std::int64_t>(0, own)) / 1e6;
    if (span.start < symptoms.onset) {
      spans.before.push_back(milliseconds);
    } else if (span.start <= symptoms.end) {
      spans.within.push_back(milliseconds);
      spans.failed += span.failed && !failing_parents.contains(key);
    }
  }
  Scores scores;
  for (auto& [operation, spans] : operations) {
    double score = std::log1p(spans.failed);
    if (spans.before.size() >= 3 && spans.within.size() >= 3) {
      const double usual = median_of(spans.before);
      const double now = median_of(spans.within);
      std::vector<double> apart;
      for (const double value : spans.before) {
        apart.push_back(std::abs(value - usual));
      }
      const double noise = std::max({deviation_of_median * median_of(std::move(apart)), 0.1 * usual, 1.0});
      score += std::log1p(std::max(0.0, (now - usual) / noise - 1));
    }
    double& best = scores[operation.first];
    best = std::max(best, score);
  }
  normalise(scores);
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

}  // namespace

std::vector<RankedService> rank_services(const Evidence& evidence, const Symptoms& symptoms) {
  Scores scores;
  const auto add = [&](const Scores& some, double weight) {
    for (const auto& [name, score] : some) {
      scores[name] += weight * score;
    }
  };
  add(score_metrics(symptoms), 1);
  add(score_messages(evidence, symptoms), 1);
  const auto spans = static_cast<double>(evidence.spans.size());
  add(score_spans(evidence, symptoms), spans / (spans + 40));  // a handful of spans is an anecdote
  hand_on(symptoms.calls, scores);
  for (const Alert& alert : evidence.alerts) {
    if (!alert.service.empty() && alert.fired <= symptoms.end) {
      scores[alert.service] = std::max(scores[alert.service], 0.0) + alert_bonus;
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
