#include "diagnosis/changes.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "diagnosis/diff_reading.h"
#include "diagnosis/wording.h"
#include "diagnosis/words.h"

namespace afterword {
namespace {

constexpr Instant hour = 3600 * one_second;
constexpr Instant slack_most = 300 * one_second;
constexpr Instant back_in_effect = hour / 4;  // from taking something back to its effect, at least
constexpr double taken_back_worth = 0.5;
constexpr double words_usual = 150;
constexpr double match_half = 8;  // sum of word weights that makes half a match

/// Parts of a path that may name a service.
std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at < path.size()) {
    std::size_t end = path.find('/', at);
    if (end == std::string::npos) {
      break;  // the file's own name says what is in it, not where it runs
    }
    if (end > at) {
      parts.push_back(path.substr(at, end - at));
    }
    at = end + 1;
  }
  return parts;
}

bool touches_service(const Change& change, const std::string& service) {
  if (!change.service.empty()) {
    return names_service(change.service, service);
  }
  for (const std::string& file : change.files) {
    for (const std::string& part : parts_of(file)) {
      if (names_service(part, service)) {
        return true;
      }
    }
  }
  return false;
}

/// Whether its files lie where several services take code from.
bool is_shared(const Change& change) {
  return std::any_of(change.files.begin(), change.files.end(), [](const std::string& file) {
    for (const std::string_view root :
         {"pkg/", "lib/", "libs/", "internal/", "common/", "shared/", "core/", "vendor/"}) {
      if (file.starts_with(root)) {
        return true;
      }
    }
    return false;
  });
}

struct Delivery {
  Instant at = 0;
  std::string service;
  double certainty = 1;
};

std::set<std::string> service_names(const Evidence& evidence) {
  std::set<std::string> names;
  for (const LogRow& row : evidence.logs.rows) {
    names.insert(row.service);
  }
  for (const Series& series : evidence.series) {
    names.insert(series.service);
  }
  for (const TraceSpan& span : evidence.spans) {
    names.insert(span.service);
  }
  for (const Change& change : evidence.changes) {
    names.insert(change.service);
  }
  names.erase("");
  return names;
}

/// When a commit came into effect: with the deploy that names it, else with the first deploy after it that may carry
/// it. Where no deploys are on record, a commit is its own delivery.
Delivery find_delivery(const Evidence& evidence, const std::set<std::string>& names, const Change& commit) {
  bool any_deploys = false;
  bool bound = false;  // its files belong to one service
  for (const std::string& name : names) {
    bound = bound || touches_service(commit, name);
  }
  const Change* carrier = nullptr;
  for (const Change& change : evidence.changes) {
    if (change.kind == ChangeKind::commit || (change.kind != ChangeKind::deploy && change.commit.empty())) {
      continue;
    }
    any_deploys = true;
    const std::string& brought = change.commit;
    if (!brought.empty() && brought.size() >= 7 && (commit.id.starts_with(brought) || brought.starts_with(commit.id))) {
      return {change.at, change.service, 1};
    }
    if (carrier == nullptr && change.at >= commit.at &&
        (!bound || change.service.empty() || touches_service(commit, change.service))) {
      carrier = &change;
    }
  }
  if (!any_deploys) {
    return {commit.at, commit.service, 1};
  }
  if (carrier != nullptr) {
    // What waited for days was most likely carried by a deploy before the record begins.
    const Instant waited = carrier->at - commit.at;
    return {carrier->at, carrier->service, waited <= 3 * hour ? 0.7 : waited <= 24 * hour ? 0.4 : 0.1};
  }
  return {commit.at, commit.service, 0.3};
}

/// Two clocks, each told to its own step: within that, a later record does not mean a later event. Some name a sample
/// by the beginning of the time that it covers.
Instant slack_of(Instant step) {
  return std::clamp(step, 2 * one_second, slack_most);
}

double time_factor(const Symptoms& symptoms, Instant effective) {
  if (effective > symptoms.onset + slack_of(symptoms.onset_step)) {
    return 0;
  }
  // The trouble was there before it.
  const double late = effective > symptoms.first_sign + slack_of(symptoms.first_step) ? 0.2 : 1;
  const Instant delay = symptoms.first_sign - effective;
  return late * (delay <= 3 * hour ? 1 : delay <= 24 * hour ? 0.7 : 0.4);
}

/// How near a change is to what failed, over the call graph in either direction.
double place_factor(const Symptoms& symptoms, const Change& change, const Delivery& delivery,
                    const std::vector<RankedService>& failing) {
  if (failing.empty()) {
    return 0.7;
  }
  const auto is_at = [&](const std::string& service) {
    return (!delivery.service.empty() && names_service(delivery.service, service)) || touches_service(change, service);
  };
  const double top = std::max(1e-9, failing.front().score);
  double best = delivery.service.empty() && change.service.empty() && change.files.empty() ? 0.6 : 0.4;
  for (const RankedService& service : failing) {
    if (is_at(service.name)) {
      best = std::max(best, 0.7 + 0.3 * service.score / top);
    }
  }
  for (const Call& call : symptoms.calls) {
    if (is_at(call.caller) || is_at(call.callee)) {
      for (const RankedService& service : failing) {
        if (service.name == call.caller || service.name == call.callee) {
          best = std::max(best, 0.6 + 0.2 * service.score / top);
        }
      }
    }
  }
  if (is_shared(change)) {
    best = std::max(best, 0.8);
  }
  return best;
}

struct Worded {
  std::map<std::string, double> words;  ///< word → where it stands: 1 changed, 0.5 nearby
};

Worded words_of_change(const Change& change, const DiffReading& diff) {
  Worded worded;
  const auto add = [&](const std::vector<std::string>& words, double weight) {
    for (const std::string& word : words) {
      double& old = worded.words[word];
      old = std::max(old, weight);
    }
  };
  add(diff.nearby, 0.5);
  add(words_of(change.message), 0.8);
  add(words_of(change.id.size() == 40 ? std::string_view{} : std::string_view(change.id)), 0.8);
  add(words_of(change.from + " " + change.to), 1);
  add(diff.changed, 1);
  return worded;
}

/// The words of a service's name tell where, not what: `place` has weighed them already.
std::set<std::string> words_of_names(const std::set<std::string>& names) {
  std::set<std::string> words;
  for (const std::string& name : names) {
    for (std::string& word : words_of(name)) {
      words.insert(std::move(word));
    }
  }
  return words;
}

void match_words(const Symptoms& symptoms, const Worded& worded, const std::map<std::string, int>& frequency,
                 std::size_t changes, const std::set<std::string>& names, Candidate& candidate) {
  std::vector<std::pair<double, std::string>> shared;
  double sum = 0;
  for (const auto& [word, weight] : worded.words) {
    const auto it = symptoms.words.find(word);
    if (it == symptoms.words.end()) {
      continue;
    }
    const double rarity = std::log(static_cast<double>(changes + 1) / frequency.at(word));
    double worth = rarity * weight * it->second;
    if (names.contains(word)) {
      worth *= 0.3;
    }
    sum += worth;
    shared.emplace_back(worth, word);
  }
  std::sort(shared.begin(), shared.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (const auto& [worth, word] : shared) {
    if (candidate.shared.size() < 4 && worth > 0.5) {
      candidate.shared.push_back(word);
    }
  }
  // A diff of many words shares some with everything.
  sum /= std::sqrt(std::max(1.0, static_cast<double>(worded.words.size()) / words_usual));
  candidate.match = sum / (sum + match_half);
}

/// Whether `later` takes back what `earlier` did: it says so, or most of its lines are gone again.
bool takes_back(const Change& later, const DiffReading& back, const Change& earlier, const DiffReading& diff) {
  const std::string subject = earlier.message.substr(0, earlier.message.find('\n'));
  if (subject.size() >= 4 && later.message.starts_with("Revert \"" + subject + "\"")) {
    return true;
  }
  if (earlier.id.size() >= 12 &&
      later.message.find("reverts commit " + earlier.id.substr(0, 12)) != std::string::npos) {
    return true;
  }
  if (earlier.kind == ChangeKind::package || earlier.kind == ChangeKind::flag) {
    const bool same = earlier.kind == later.kind && earlier.service == later.service &&
                      (earlier.kind == ChangeKind::package || earlier.id == later.id);
    return same && !earlier.from.empty() && earlier.from == later.to && earlier.to == later.from;
  }
  const std::size_t lines = diff.added.size() + diff.removed.size();
  std::size_t gone = 0;
  for (const std::string& line : diff.added) {
    gone += back.removed.count(line);
  }
  for (const std::string& line : diff.removed) {
    gone += back.added.count(line);
  }
  // A fix often takes back one line of several: what it removes must all be of the earlier change then.
  std::size_t of_earlier = 0;
  for (const std::string& line : back.removed) {
    of_earlier += diff.added.count(line);
  }
  return lines > 0 && (2 * gone > lines || (of_earlier > 0 && of_earlier == back.removed.size()));
}

/// Taking something back proves nothing where the outage went on, or ended only when something else was taken back.
void weigh_effect_of_undoing(const Symptoms& symptoms, std::vector<Candidate>& candidates) {
  Instant last = 0;
  for (const Candidate& candidate : candidates) {
    last = std::max(last, candidate.taken_back.value_or(0));
  }
  for (Candidate& candidate : candidates) {
    if (!candidate.taken_back) {
      continue;
    }
    const Instant back = *candidate.taken_back;
    const Instant patience = std::max(back_in_effect, (back - symptoms.onset) / 2);
    candidate.in_vain = symptoms.end - back > patience || last - back > hour / 30;
  }
}

/// What each change of the outage took back: of several that had those lines, the last before it.
void mark_undone(const Evidence& evidence, const Symptoms& symptoms, const std::vector<DiffReading>& diffs,
                 std::vector<Candidate>& candidates) {
  for (std::size_t j = 0; j < candidates.size(); ++j) {
    if (candidates[j].effective <= symptoms.onset || candidates[j].effective > symptoms.end + hour / 6) {
      continue;
    }
    Candidate* last = nullptr;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (i != j && candidates[i].effective <= candidates[j].effective && candidates[i].time > 0 &&
          (last == nullptr || candidates[i].effective >= last->effective) &&
          takes_back(evidence.changes[candidates[j].change], diffs[j], evidence.changes[candidates[i].change],
                     diffs[i])) {
        last = &candidates[i];
      }
    }
    if (last != nullptr) {
      last->taken_back = std::max(last->taken_back.value_or(0), candidates[j].effective);
    }
  }
  weigh_effect_of_undoing(symptoms, candidates);
}

/// The word as the symptoms write it, for people to find it there.
std::string write_word(const Symptoms& symptoms, const std::string& word) {
  for (const Symptom& symptom : symptoms.said) {
    if (std::string written = find_written(symptom.text, word); !written.empty()) {
      return written;
    }
  }
  return word;
}

}  // namespace

std::vector<Candidate> rank_changes(const Evidence& evidence, const Symptoms& symptoms,
                                    const std::vector<RankedService>& failing) {
  const std::set<std::string> names = service_names(evidence);
  const std::set<std::string> name_words = words_of_names(names);
  std::set<std::string> named;  // commits that are on record themselves
  for (const Change& change : evidence.changes) {
    if (change.kind == ChangeKind::commit) {
      named.insert(change.id);
    }
  }
  std::vector<Candidate> candidates;
  std::vector<Worded> worded;
  std::vector<DiffReading> diffs;
  std::map<std::string, int> frequency;
  for (std::uint32_t i = 0; i < evidence.changes.size(); ++i) {
    const Change& change = evidence.changes[i];
    if (change.kind != ChangeKind::commit && named.contains(change.commit)) {
      continue;
    }
    const Delivery delivery = change.kind == ChangeKind::commit ? find_delivery(evidence, names, change)
                                                                : Delivery{change.at, change.service, 1};
    diffs.push_back(read_diff(change));
    const DiffReading& diff = diffs.back();
    Candidate candidate;
    candidate.change = i;
    candidate.effective = delivery.at;
    candidate.service = delivery.service;
    candidate.hazard = diff.hazard * delivery.certainty;
    candidate.does = diff.why;
    candidate.time = time_factor(symptoms, delivery.at);
    candidate.place = place_factor(symptoms, change, delivery, failing);
    worded.push_back(words_of_change(change, diff));
    for (const auto& [word, weight] : worded.back().words) {
      ++frequency[word];
    }
    candidates.push_back(std::move(candidate));
  }
  mark_undone(evidence, symptoms, diffs, candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    match_words(symptoms, worded[i], frequency, candidates.size(), name_words, candidate);
    candidate.score = candidate.time * candidate.place * candidate.hazard * (0.2 + candidate.match);
    if (candidate.taken_back) {
      candidate.score = candidate.in_vain ? candidate.score * 0.3 : candidate.score + taken_back_worth;
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.change < b.change;
  });
  return candidates;
}

std::string reason_of(const Evidence& evidence, const Symptoms& symptoms, const Candidate& candidate) {
  const Change& change = evidence.changes[candidate.change];
  std::string reason = std::string(name_of(change.kind)) + " “" +
                       shorten(change.message.empty() ? change.id : change.message, 70) + "” " + candidate.does;
  const Instant after = candidate.effective - symptoms.first_sign;
  if (after > -one_second && after <= slack_of(symptoms.first_step)) {
    reason += "; it took effect with the first sign";
  } else if (candidate.effective <= symptoms.first_sign) {
    reason += "; it took effect " + write_length(symptoms.first_sign - candidate.effective) + " before the first sign";
  } else if (candidate.effective <= symptoms.onset) {
    const Instant before = symptoms.onset - candidate.effective;
    reason += before < one_second ? std::string("; it took effect as the outage began")
                                  : "; it took effect " + write_length(before) + " before the outage began";
  } else {
    reason += "; it came after the outage had begun";
  }
  if (candidate.taken_back) {
    reason += candidate.in_vain ? "; it was taken back, and the outage went on"
                                : "; it was taken back while the outage lasted";
  }
  if (!candidate.shared.empty()) {
    reason += "; it shares with what failed: ";
    std::vector<std::string> written;
    for (const std::string& word : candidate.shared) {
      std::string found = write_word(symptoms, word);
      if (std::find(written.begin(), written.end(), found) == written.end()) {
        reason += (written.empty() ? "" : ", ") + found;
        written.push_back(std::move(found));
      }
    }
  }
  return reason;
}

}  // namespace afterword
