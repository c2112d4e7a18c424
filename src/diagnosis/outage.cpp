#include "diagnosis/outage.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "diagnosis/episode.h"
#include "diagnosis/message_shift.h"
#include "diagnosis/span_times.h"
#include "diagnosis/wording.h"

namespace afterword {
namespace {

constexpr double gain_of_full_vote = 30;
constexpr double alert_vote = 2;
constexpr double slowness_plain = 1;  // of the slowest service: its spans take some deviations longer throughout
constexpr Instant coarsest_refined = 60 * one_second;
constexpr double counted_least = 10;  // messages; fewer tell no beginning and no end

/// Failing is a surer sign than being slow, and being slow than anything else that moves.
double vote_of(const Track& track, const Episode& episode) {
  double weight = 0.1;
  if (tells_failures(track)) {
    weight = 1;
  } else if (affects_users(track)) {
    weight = 0.5;
  } else if (track.kind == SeriesKind::saturation || track.kind == SeriesKind::requests ||
             track.source == TrackSource::warnings) {
    weight = 0.25;
  }
  return weight * std::min(1.0, episode.gain / gain_of_full_vote);
}

/// Whether the first alert watches this very series, and fired within the episode.
bool is_alerted(const Evidence& evidence, const Track& track, const Episode& episode) {
  if (evidence.alerts.empty() || track.source != TrackSource::series) {
    return false;
  }
  const Alert& alert = evidence.alerts.front();
  return !alert.metric.empty() && alert.service == track.service && alert.metric == evidence.series[track.index].name &&
         episode.from <= alert.fired;
}

/// Whether it began more than an hour before the first alert, and not in the service that the alert names.
bool is_long_before(const Evidence& evidence, const Track& track, const Episode& episode) {
  if (evidence.alerts.empty()) {
    return false;
  }
  const Alert& alert = evidence.alerts.front();
  return !alert.service.empty() && alert.service != track.service && episode.from < alert.fired - 3600 * one_second;
}

bool counts_directly(const Evidence& evidence, const Track& track, const Episode& episode) {
  if (track.source != TrackSource::series) {
    double count = 0;
    for (std::size_t i = episode.begin; i < episode.end; ++i) {
      count += track.values[i];
    }
    return count >= counted_least;
  }
  const std::uint32_t input = evidence.series[track.index].place.input;
  return input < evidence.inputs.size() && evidence.inputs[input].kind == InputKind::log;
}

struct Found {
  const Track* track = nullptr;
  Episode episode;
  double vote = 0;
  double own_vote = 0;  ///< without that of an alert that watches it
  bool direct = false;  // counts requests or messages one by one, not samples of something else

  [[nodiscard]] bool covers(Instant at) const { return episode.from <= at && (!episode.to || *episode.to > at); }
};

/// The instant most votes agree on. One service has at most one vote of each kind, lest many copies of one number win.
Instant find_peak(const std::vector<Found>& found, const std::vector<Alert>& alerts) {
  std::map<std::pair<std::string, int>, const Found*> voters;
  for (const Found& one : found) {
    const int kind = static_cast<int>(one.track->source) * 16 + static_cast<int>(one.track->kind);
    const Found*& voter = voters[{one.track->service, kind}];
    if (voter == nullptr || one.vote > voter->vote) {
      voter = &one;
    }
  }
  std::map<Instant, double> steps;
  for (const auto& [key, voter] : voters) {
    steps[voter->episode.from] += voter->vote;
    if (voter->episode.to) {
      steps[*voter->episode.to] -= voter->vote;
    }
  }
  for (const Alert& alert : alerts) {
    steps[alert.fired] += alert_vote;
    steps[alert.ended.value_or(alert.fired + one_second)] -= alert_vote;
  }
  double sum = 0;
  double best = 0;
  Instant peak = 0;
  for (const auto& [at, step] : steps) {
    sum += step;
    if (sum > best + 1e-9) {
      best = sum;
      peak = at;
    }
  }
  return peak;
}

/// Whether a sure count of failures ended only just before the peak, or while something that holds then had begun.
bool leads_to(const Found& one, const std::vector<Found>& found, Instant peak) {
  if (!one.direct || one.vote < 0.5 || !one.episode.to || one.episode.from > peak) {
    return false;
  }
  return peak - *one.episode.to <= 10 * one.track->step ||
         std::any_of(found.begin(), found.end(), [&](const Found& other) {
           return tells_failures(*other.track) && other.vote >= 0.5 && other.covers(peak) &&
                  other.episode.from <= *one.episode.to;
         });
}

/// The episodes that hold at the peak: failures if any are sure, else what users feel, else all.
std::vector<const Found*> find_cluster(const std::vector<Found>& found, Instant peak) {
  std::vector<const Found*> failing;
  std::vector<const Found*> felt;
  std::vector<const Found*> all;
  bool sure = false;
  for (const Found& one : found) {
    if (!one.covers(peak) && !leads_to(one, found, peak)) {
      continue;
    }
    all.push_back(&one);
    if (affects_users(*one.track)) {
      felt.push_back(&one);
    }
    if (tells_failures(*one.track)) {
      failing.push_back(&one);
      sure = sure || one.vote >= 0.5;
    }
  }
  if (!sure) {
    return felt.empty() ? all : felt;
  }
  std::vector<const Found*> direct;
  std::copy_if(failing.begin(), failing.end(), std::back_inserter(direct),
               [](const Found* one) { return one->direct && one->vote >= 0.5; });
  return direct.empty() ? failing : direct;
}

double greatest_vote(const std::vector<const Found*>& cluster) {
  double greatest = 0;
  for (const Found* one : cluster) {
    greatest = std::max(greatest, one->vote);
  }
  return greatest;
}

/// The earliest start among the surer half; told most finely.
const Found* find_first(std::vector<const Found*> cluster) {
  std::sort(cluster.begin(), cluster.end(), [](const Found* a, const Found* b) {
    return std::pair(a->episode.from, a->episode.track) < std::pair(b->episode.from, b->episode.track);
  });
  const double greatest = greatest_vote(cluster);
  for (const Found* one : cluster) {
    if (one->vote < greatest / 2) {
      continue;
    }
    const Found* finest = one;
    for (const Found* other : cluster) {  // a coarse point stands for all the time since the one before
      if (other->track->step < finest->track->step && other->vote >= greatest / 4 &&
          std::abs(other->episode.from - one->episode.from) <= one->track->step) {
        finest = other;
      }
    }
    return finest;
  }
  return nullptr;
}

/// The end of the one that counted most failures; none if it lasts, or if nothing tells time finely enough.
const Found* find_last(const std::vector<const Found*>& cluster, const Found& first) {
  // Which number an alert watches tells where to look, not when it was over: an alert's own series may be coarse.
  double greatest = 0;
  for (const Found* one : cluster) {
    greatest = std::max(greatest, one->own_vote);
  }
  const Found* last = nullptr;
  double most = -1;
  for (const Found* one : cluster) {
    if (one->own_vote < greatest / 2 || one->track->step > 2 * first.track->step) {
      continue;
    }
    double volume = 0;  // without a count of failures, the longest lasting says when it was over
    if (one->direct) {
      for (std::size_t i = one->episode.begin; i < one->episode.end; ++i) {
        volume += 1 + one->track->values[i];
      }
    } else if (one->episode.to) {
      volume = static_cast<double>(*one->episode.to - one->episode.from) * 1e-18;
    } else {
      volume = 0.5;
    }
    if (volume > most) {
      most = volume;
      last = one;
    }
  }
  return last != nullptr && last->episode.to ? last : nullptr;
}

/// A sampled series tells its beginning only to a step; a message of trouble that nobody had logged before tells it to
/// the second.
void refine_by_messages(const LogTable& logs, const Found& first, FoundInstant& onset) {
  if (first.track->source != TrackSource::series || first.direct) {
    return;
  }
  const Instant step = std::min(first.track->step, coarsest_refined);
  const LogCell* earliest = nullptr;
  for (const LogRow& row : logs.rows) {
    if (row.level < LogLevel::warning || row.cells.empty() || static_cast<double>(row.count) < counted_least) {
      continue;
    }
    const LogCell& cell = row.cells.front();
    const Instant at = cell.bucket * logs.bucket;
    if (at < onset.at && at >= onset.at - step && (earliest == nullptr || cell.bucket < earliest->bucket)) {
      earliest = &cell;
    }
  }
  if (earliest != nullptr) {
    onset.at = earliest->bucket * logs.bucket;
    onset.step = logs.bucket;
    onset.citations.push_back(earliest->first);
  }
}

/// What an orchestrator notes of its own accord wakes nobody.
bool told_by_machine(const Evidence& evidence, const Message& message) {
  return message.place.input < evidence.inputs.size() &&
         evidence.inputs[message.place.input].kind == InputKind::changes;
}

std::optional<FoundInstant> find_detection(const Evidence& evidence, const std::optional<FoundInstant>& onset) {
  const auto early = [&](Instant at) { return onset && at < onset->at; };
  std::optional<FoundInstant> found;
  for (const Alert& alert : evidence.alerts) {
    if (!early(alert.fired)) {
      found = FoundInstant{alert.fired, "the alert " + alert.name + " fired", {alert.place}};
      break;
    }
  }
  for (const Message& message : evidence.messages) {
    if (told_by_machine(evidence, message)) {
      continue;
    }
    if (!early(message.at) && (onset || tells_failure(message.text))) {
      if (!found || message.at < found->at) {
        found =
            FoundInstant{message.at, message.author + " wrote “" + shorten(message.text, 80) + "”", {message.place}};
      }
      break;
    }
  }
  if (!found && !evidence.alerts.empty()) {
    const Alert& alert = evidence.alerts.front();
    found = FoundInstant{alert.fired, "the alert " + alert.name + " fired", {alert.place}};
  }
  return found;
}

/// Where nothing says of itself that it failed, something may take longer, or what is logged may have changed.
void onset_from_change(const Evidence& evidence, Outage& outage) {
  const std::optional<Slowdown> slowdown = SpanTimes(evidence.spans).find_slowdown();
  if (slowdown && slowdown->services.at(slowdown->service).score >= slowness_plain) {
    const Slowness& slowness = slowdown->services.at(slowdown->service);
    outage.onset = FoundInstant{slowdown->at, slowness.reason, {slowness.place}, 0, true};
    outage.end.reset();
  } else if (const std::optional<MessageShift> shift = find_message_shift(evidence.logs)) {
    const LogRow& row = evidence.logs.rows[shift->row];
    outage.onset = FoundInstant{shift->at,
                                "what is logged changed, most of all “" + shorten(row.example, 80) + "”" +
                                    (row.service.empty() ? "" : " of " + row.service),
                                {row.first},
                                0,
                                true};
    outage.end.reset();
  }
}

}  // namespace

Outage find_outage(const Evidence& evidence) {
  const std::vector<Track> tracks = make_tracks(evidence);
  std::optional<Instant> known;
  if (!evidence.alerts.empty()) {
    known = evidence.alerts.front().fired;
  }
  std::vector<Found> found;
  for (std::uint32_t i = 0; i < tracks.size(); ++i) {
    if (std::optional<Episode> episode = find_episode(tracks[i], known)) {
      episode->track = i;
      if (is_long_before(evidence, tracks[i], *episode)) {
        continue;
      }
      const double own_vote = vote_of(tracks[i], *episode);
      double vote = own_vote;
      if (is_alerted(evidence, tracks[i], *episode)) {
        vote += alert_vote;  // somebody decided before that this number tells whether all is well
      }
      const bool direct = counts_directly(evidence, tracks[i], *episode);
      found.push_back({&tracks[i], std::move(*episode), vote, own_vote, direct});
    }
  }
  Outage outage;
  const std::vector<const Found*> cluster = find_cluster(found, find_peak(found, evidence.alerts));
  if (const Found* first = find_first(cluster)) {
    outage.onset = FoundInstant{first->episode.from,
                                describe(evidence, *first->track, first->episode),
                                {place_of(evidence, *first->track, first->episode)},
                                first->track->step};
    refine_by_messages(evidence.logs, *first, *outage.onset);
    if (const Found* last = find_last(cluster, *first)) {
      outage.end = FoundInstant{*last->episode.to,
                                name_track(evidence, *last->track) + " came back to normal",
                                {last_place_of(evidence, *last->track, last->episode)}};
    }
  }
  const bool sure = std::any_of(cluster.begin(), cluster.end(),
                                [](const Found* one) { return one->vote > 1 || (one->direct && one->vote >= 0.5); });
  if (!sure && evidence.alerts.empty()) {
    onset_from_change(evidence, outage);
  }
  outage.detected = find_detection(evidence, outage.onset);
  if (!outage.onset && outage.detected && !evidence.alerts.empty()) {
    outage.onset = FoundInstant{outage.detected->at, "nothing earlier is on record than that " + outage.detected->why,
                                outage.detected->citations};
  }
  return outage;
}

}  // namespace afterword
