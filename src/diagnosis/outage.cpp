#include "diagnosis/outage.h"

#include <algorithm>
#include <map>
#include <utility>

#include "diagnosis/episode.h"
#include "diagnosis/wording.h"

namespace afterword {
namespace {

constexpr double gain_of_full_vote = 30;
constexpr double alert_vote = 2;

double vote_of(const Track& track, const Episode& episode) {
  double weight = 0.25;
  if (affects_users(track)) {
    weight = 1;
  } else if (track.kind == SeriesKind::saturation || track.kind == SeriesKind::requests ||
             track.source == TrackSource::warnings) {
    weight = 0.5;
  }
  return weight * std::min(1.0, episode.gain / gain_of_full_vote);
}

struct Found {
  const Track* track = nullptr;
  Episode episode;
  double vote = 0;

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

/// The episodes that hold at the peak: those users feel, or all if there are none such.
std::vector<const Found*> find_cluster(const std::vector<Found>& found, Instant peak) {
  std::vector<const Found*> felt;
  std::vector<const Found*> all;
  for (const Found& one : found) {
    if (!one.covers(peak)) {
      continue;
    }
    all.push_back(&one);
    if (affects_users(*one.track)) {
      felt.push_back(&one);
    }
  }
  return felt.empty() ? all : felt;
}

/// The earliest start that enough of the cluster's votes follow soon; told most finely.
const Found* find_first(std::vector<const Found*> cluster) {
  std::sort(cluster.begin(), cluster.end(), [](const Found* a, const Found* b) {
    return std::pair(a->episode.from, a->episode.track) < std::pair(b->episode.from, b->episode.track);
  });
  double greatest = 0;
  for (const Found* one : cluster) {
    greatest = std::max(greatest, one->vote);
  }
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

/// The last end of those that tell time as finely as the start was told; none if any of them lasts.
std::optional<std::pair<Instant, const Found*>> find_last(const std::vector<const Found*>& cluster,
                                                          const Found& first) {
  double greatest = 0;
  for (const Found* one : cluster) {
    greatest = std::max(greatest, one->vote);
  }
  std::optional<std::pair<Instant, const Found*>> last;
  for (const Found* one : cluster) {
    if (one->vote < greatest / 2 || one->track->step > 2 * first.track->step) {
      continue;
    }
    if (!one->episode.to) {
      return std::nullopt;
    }
    if (!last || *one->episode.to > last->first) {
      last = {*one->episode.to, one};
    }
  }
  return last;
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
      const double vote = vote_of(tracks[i], *episode);
      found.push_back({&tracks[i], std::move(*episode), vote});
    }
  }
  Outage outage;
  const std::vector<const Found*> cluster = find_cluster(found, find_peak(found, evidence.alerts));
  if (const Found* first = find_first(cluster)) {
    outage.onset = FoundInstant{first->episode.from,
                                describe(evidence, *first->track, first->episode),
                                {place_of(evidence, *first->track, first->episode)}};
    if (const auto last = find_last(cluster, *first)) {
      outage.end = FoundInstant{last->first,
                                name_track(evidence, *last->second->track) + " came back to normal",
                                {place_of(evidence, *last->second->track, last->second->episode)}};
    }
  }
  outage.detected = find_detection(evidence, outage.onset);
  if (!outage.onset && outage.detected && !evidence.alerts.empty()) {
    outage.onset = FoundInstant{outage.detected->at, "nothing earlier is on record than that " + outage.detected->why,
                                outage.detected->citations};
  }
  return outage;
}

}  // namespace afterword
