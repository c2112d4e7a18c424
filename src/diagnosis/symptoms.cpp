#include "diagnosis/symptoms.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "diagnosis/message_shift.h"
#include "diagnosis/span_times.h"
#include "diagnosis/wording.h"
#include "diagnosis/words.h"

namespace afterword {
namespace {

constexpr std::size_t rows_said_max = 40;
constexpr std::size_t spans_said_max = 200;
constexpr double chance = 3.84;  // G² that chance exceeds once in twenty
constexpr double gain_of_sign = 20;
constexpr double usual_rise = 1.5;
constexpr double height_of_sign = 12;  // standard deviations; what users do not feel wanders for many reasons

struct Counts {
  double before = 0;
  double within = 0;
};

std::vector<Counts> count_rows(const LogTable& logs, Instant onset, Instant end) {
  std::vector<Counts> counts(logs.rows.size());
  const std::int64_t first = onset / logs.bucket;
  const std::int64_t last = (end + logs.bucket - 1) / logs.bucket;
  for (std::size_t i = 0; i < logs.rows.size(); ++i) {
    for (const LogCell& cell : logs.rows[i].cells) {
      if (cell.bucket < first) {
        counts[i].before += cell.count;
      } else if (cell.bucket <= last) {
        counts[i].within += cell.count;
      }
    }
  }
  return counts;
}

void sort_changed(std::vector<ChangedRow>& changed) {
  std::sort(changed.begin(), changed.end(),
            [](const ChangedRow& a, const ChangedRow& b) { return a.g != b.g ? a.g > b.g : a.row < b.row; });
}

/// Rows whose share or rate changed. Rates are held against time, so that silence after the onset counts too.
std::vector<ChangedRow> find_changed(const Evidence& evidence, const std::vector<Counts>& counts) {
  double all_before = 0;
  double all_within = 0;
  for (const Counts& count : counts) {
    all_before += count.before;
    all_within += count.within;
  }
  std::vector<ChangedRow> changed;
  if (all_before + all_within <= 0) {
    return changed;
  }
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    const double g = g_of(counts[i].before, counts[i].within, all_before, all_within);
    if (g >= chance ||
        (counts[i].before == 0 && counts[i].within > 0 && is_error(evidence.logs, evidence.logs.rows[i]))) {
      changed.push_back({i, g, counts[i].before == 0 && counts[i].within > 0});
    }
  }
  sort_changed(changed);
  return changed;
}

/// The same where nothing dates the onset well: each row is held against its own change.
std::vector<ChangedRow> find_changed_alone(const Evidence& evidence, std::vector<Counts>& counts) {
  const std::vector<RowShift> shifts = shift_rows(evidence.logs);
  std::vector<ChangedRow> changed;
  for (std::uint32_t i = 0; i < shifts.size(); ++i) {
    const RowShift& shift = shifts[i];
    if (shift.g >= chance) {
      counts[i] = {shift.before, shift.within};
      changed.push_back({i, shift.g, shift.before == 0});
    }
  }
  sort_changed(changed);
  return changed;
}

/// Whether a text only announces a change, as "feature flag x enabled" does: that is no symptom of it.
bool announces_change(const Evidence& evidence, const std::string& text) {
  return std::any_of(evidence.changes.begin(), evidence.changes.end(), [&](const Change& change) {
    return change.kind == ChangeKind::flag && change.id.size() >= 4 && text.find(change.id) != std::string::npos;
  });
}

double weight_of_row(const Evidence& evidence, const LogRow& row, const Counts& counts, double before_length,
                     double within_length) {
  const bool grew = counts.within / within_length > 1.5 * counts.before / before_length;
  if (!grew) {
    return 0.3;
  }
  if (is_request(row.example)) {
    return 0.3;
  }
  if (is_error(evidence.logs, row)) {
    return 1;
  }
  if (row.level == LogLevel::warning || tells_failure(row.example)) {
    return 0.9;
  }
  return 0.2;
}

void say_rows(const Evidence& evidence, const std::vector<Counts>& counts, Instant begin, Symptoms& symptoms) {
  const double before_length = std::max(1.0, static_cast<double>(symptoms.onset - begin));
  const double within_length = std::max(1.0, static_cast<double>(symptoms.end - symptoms.onset));
  std::size_t said = 0;
  for (const ChangedRow& changed : symptoms.changed) {
    const LogRow& row = evidence.logs.rows[changed.row];
    const double weight = weight_of_row(evidence, row, counts[changed.row], before_length, within_length);
    if (weight < 0.5 && announces_change(evidence, row.example)) {
      continue;
    }
    symptoms.said.push_back({row.example, row.service, weight, row.first});
    if (++said == rows_said_max) {
      break;
    }
  }
}

void say_spans(const Evidence& evidence, Symptoms& symptoms) {
  std::size_t said = 0;
  for (const TraceSpan& span : evidence.spans) {
    if (span.failed && span.start >= symptoms.first_sign && span.start <= symptoms.end) {
      symptoms.said.push_back({span.operation + " " + span.attributes, span.service, 1, span.place});
      if (++said == spans_said_max) {
        break;
      }
    }
  }
}

void say_series(const Evidence& evidence, Symptoms& symptoms) {
  for (const Episode& episode : symptoms.episodes) {
    const Track& track = symptoms.tracks[episode.track];
    if (track.source == TrackSource::series) {
      const Series& series = evidence.series[track.index];
      symptoms.said.push_back({series.name + " " + series.labels, series.service,
                               std::min(1.0, episode.gain / gain_of_sign), series.place});
    }
  }
}

/// Who calls whom: what was given, and what spans show. Span numbers are told apart by their trace where they recur.
std::vector<Call> find_calls(const Evidence& evidence) {
  std::map<std::string, std::string> by_trace;
  std::map<std::string, std::string> by_id;
  for (const TraceSpan& span : evidence.spans) {
    by_trace[span.trace + ' ' + span.id] = span.service;
    const auto [it, is_new] = by_id.try_emplace(span.id, span.service);
    if (!is_new && it->second != span.service) {
      it->second.clear();
    }
  }
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (const Call& call : evidence.calls) {
    counts[{call.caller, call.callee}] += call.count;
  }
  for (const TraceSpan& span : evidence.spans) {
    if (span.parent.empty()) {
      continue;
    }
    auto parent = by_trace.find(span.trace + ' ' + span.parent);
    if (parent == by_trace.end()) {
      parent = by_id.find(span.parent);
      if (parent == by_id.end()) {
        continue;
      }
    }
    if (!parent->second.empty() && parent->second != span.service) {
      ++counts[{parent->second, span.service}];
    }
  }
  std::vector<Call> calls;
  for (const auto& [ends, count] : counts) {
    calls.push_back({ends.first, ends.second, count});
  }
  return calls;
}

Instant last_record(const Evidence& evidence) {
  Instant last = 0;
  for (const LogRow& row : evidence.logs.rows) {
    if (!row.cells.empty()) {
      last = std::max(last, (row.cells.back().bucket + 1) * evidence.logs.bucket);
    }
  }
  for (const Series& series : evidence.series) {
    if (!series.times.empty()) {
      last = std::max(last, series.times.back());
    }
  }
  if (!evidence.spans.empty()) {
    last = std::max(last, evidence.spans.back().start);
  }
  return last;
}

Instant first_record(const Evidence& evidence, Instant onset) {
  Instant first = onset;
  for (const LogRow& row : evidence.logs.rows) {
    if (!row.cells.empty()) {
      first = std::min(first, row.cells.front().bucket * evidence.logs.bucket);
    }
  }
  return first;
}

/// Traffic comes and goes by itself; only much more or much less of it is a sign.
bool is_usual_traffic(const Track& track, const Episode& episode) {
  return track.source == TrackSource::series && track.kind == SeriesKind::requests &&
         episode.within < usual_rise * episode.before && episode.before < usual_rise * episode.within;
}

void find_first_sign(Symptoms& symptoms) {
  symptoms.first_sign = symptoms.onset;
  symptoms.first_step = symptoms.onset_step;
  for (const Episode& episode : symptoms.episodes) {
    if (is_usual_traffic(symptoms.tracks[episode.track], episode)) {
      continue;
    }
    const bool leads = !episode.to || *episode.to > symptoms.onset;
    const bool sure = affects_users(symptoms.tracks[episode.track]) || std::abs(episode.height) >= height_of_sign;
    if (leads && sure && episode.gain >= gain_of_sign && episode.from < symptoms.first_sign) {
      symptoms.first_sign = episode.from;
      symptoms.first_step = symptoms.tracks[episode.track].step;
    }
  }
}

}  // namespace

std::optional<Symptoms> find_symptoms(const Evidence& evidence, const Outage& outage) {
  if (!outage.onset) {
    return std::nullopt;
  }
  Symptoms symptoms;
  symptoms.onset = outage.onset->at;
  symptoms.onset_step = outage.onset->step;
  symptoms.end = std::max(symptoms.onset + one_second, outage.end ? outage.end->at : last_record(evidence));
  symptoms.calls = find_calls(evidence);
  const SpanTimes times(evidence.spans);
  const std::optional<Slowdown> slowdown = outage.onset->vague ? times.find_slowdown() : std::nullopt;
  symptoms.slow = slowdown ? slowdown->services : times.measure(symptoms.onset);
  symptoms.tracks = make_tracks(evidence);
  std::optional<Instant> known;
  if (!evidence.alerts.empty()) {
    known = evidence.alerts.front().fired;
  }
  for (std::uint32_t i = 0; i < symptoms.tracks.size(); ++i) {
    std::optional<Episode> episode = find_episode(symptoms.tracks[i], known);
    if (episode && episode->from < symptoms.end && (!episode->to || *episode->to > symptoms.onset)) {
      episode->track = i;
      symptoms.episodes.push_back(std::move(*episode));
    }
  }
  std::sort(symptoms.episodes.begin(), symptoms.episodes.end(),
            [](const Episode& a, const Episode& b) { return std::pair(a.from, a.track) < std::pair(b.from, b.track); });
  find_first_sign(symptoms);
  std::vector<Counts> counts = count_rows(evidence.logs, symptoms.onset, symptoms.end);
  symptoms.changed = outage.onset->vague ? find_changed_alone(evidence, counts) : find_changed(evidence, counts);
  for (const Alert& alert : evidence.alerts) {
    if (alert.fired <= symptoms.end) {
      symptoms.said.push_back({alert.summary + " " + alert.metric + " " + alert.name, alert.service, 1, alert.place});
    }
  }
  for (const Pattern& pattern : evidence.patterns) {
    if (pattern.delta && *pattern.delta > 0 && !announces_change(evidence, pattern.text) &&
        2 * *pattern.delta > static_cast<std::int64_t>(pattern.count)) {
      symptoms.said.push_back({pattern.text, pattern.service, tells_failure(pattern.text) ? 0.9 : 0.3, pattern.place});
    }
  }
  for (const Message& message : evidence.messages) {  // people guess too: half a witness
    if (message.at >= symptoms.onset && message.at <= symptoms.end) {
      symptoms.said.push_back({message.text, "", 0.5, message.place});
    }
  }
  say_rows(evidence, counts, first_record(evidence, symptoms.onset), symptoms);
  say_spans(evidence, symptoms);
  say_series(evidence, symptoms);
  for (const Symptom& symptom : symptoms.said) {
    for (std::string& word : words_of(symptom.text)) {
      double& weight = symptoms.words[std::move(word)];
      weight = std::max(weight, symptom.weight);
    }
  }
  return symptoms;
}

}  // namespace afterword
