#include "diagnosis/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "diagnosis/changes.h"
#include "diagnosis/circumstances.h"
#include "diagnosis/services.h"
#include "diagnosis/symptoms.h"
#include "diagnosis/wording.h"

namespace afterword {
namespace {

constexpr std::size_t changes_shown = 20;
constexpr std::size_t rows_shown = 5;
constexpr std::size_t services_shown = 5;
constexpr double slowness_told = 0.7;    // from which on spans say best what is wrong with a service
constexpr double score_of_strong = 0.5;  // of a change that does something dangerous where it hurt, in its words
constexpr double fit_least = 0.2;        // below it, no change is named

/// 0–1, from the score of a change.
double fit_of(double score) {
  return std::min(1.0, score / score_of_strong);
}

void suspect_changes(const Evidence& evidence, const Symptoms& symptoms, const std::vector<Candidate>& candidates,
                     Diagnosis& diagnosis) {
  for (const Candidate& candidate : candidates) {
    if (candidate.score <= 0 || diagnosis.suspects.size() == changes_shown) {
      break;
    }
    const Change& change = evidence.changes[candidate.change];
    diagnosis.suspects.push_back({SuspectKind::change,
                                  candidate.change,
                                  change.id,
                                  candidate.service.empty() ? change.service : candidate.service,
                                  fit_of(candidate.score),
                                  reason_of(evidence, symptoms, candidate),
                                  {change.place}});
  }
}

void suspect_circumstances(const std::vector<Circumstance>& circumstances, Diagnosis& diagnosis) {
  for (const Circumstance& circumstance : circumstances) {
    const bool ours = circumstance.kind != CircumstanceKind::provider && circumstance.kind != CircumstanceKind::surge;
    diagnosis.suspects.push_back({ours ? SuspectKind::host : SuspectKind::external, circumstance.index, circumstance.id,
                                  circumstance.service, circumstance.weight, circumstance.reason,
                                  circumstance.citations});
  }
}

/// What a service logs that changed most.
const LogRow* find_changed_row(const Evidence& evidence, const Symptoms& symptoms, const std::string& service) {
  for (const ChangedRow& changed : symptoms.changed) {
    if (evidence.logs.rows[changed.row].service == service) {
      return &evidence.logs.rows[changed.row];
    }
  }
  return nullptr;
}

void suspect_services(const Evidence& evidence, const Symptoms& symptoms, Diagnosis& diagnosis) {
  const double top = diagnosis.services.empty() ? 1 : std::max(1e-9, diagnosis.services.front().score);
  for (std::size_t i = 0; i < std::min(services_shown, diagnosis.services.size()); ++i) {
    const RankedService& service = diagnosis.services[i];
    const Episode* strongest = nullptr;
    for (const Episode& episode : symptoms.episodes) {
      if (symptoms.tracks[episode.track].service == service.name &&
          (strongest == nullptr || episode.gain > strongest->gain)) {
        strongest = &episode;
      }
    }
    Suspect suspect{SuspectKind::service, 0, service.name, service.name, 0.2 * service.score / top, "", {}};
    const auto slow = symptoms.slow.find(service.name);
    if (slow != symptoms.slow.end() && slow->second.score >= slowness_told) {
      suspect.reason = slow->second.reason;
      suspect.citations = {slow->second.place};
    } else if (strongest != nullptr) {
      const Track& track = symptoms.tracks[strongest->track];
      suspect.reason = describe(evidence, track, *strongest);
      suspect.citations = {place_of(evidence, track, *strongest)};
    } else if (const LogRow* row = find_changed_row(evidence, symptoms, service.name)) {
      suspect.reason = "what it logs changed, most of all “" + shorten(row->example, 80) + "”";
      suspect.citations = {row->first};
    } else {
      suspect.reason = service.name + " is where what failed leads to";
    }
    diagnosis.suspects.push_back(std::move(suspect));
  }
}

void suspect_rows(const Evidence& evidence, const Symptoms& symptoms, Diagnosis& diagnosis) {
  std::size_t shown = 0;
  for (const ChangedRow& changed : symptoms.changed) {
    const LogRow& row = evidence.logs.rows[changed.row];
    if (!is_error(evidence.logs, row) || is_request(row.example)) {
      continue;
    }
    diagnosis.suspects.push_back(
        {SuspectKind::template_row,
         changed.row,
         evidence.logs.templates[row.template_id],
         row.service,
         0.3 * changed.g / (changed.g + 20),
         std::string(changed.is_new ? "never seen before the onset: “" : "more than before: “") +
             shorten(row.example, 90) + "”",
         {row.first}});
    if (++shown == rows_shown) {
      break;
    }
  }
}

void name_change(const Candidate& best, double second, double against, Diagnosis& diagnosis) {
  const double fit = fit_of(best.score);
  diagnosis.cause.kind = CauseKind::change;
  diagnosis.cause.change = best.change;
  diagnosis.cause.reason = diagnosis.suspects.front().reason;
  diagnosis.cause.citations = diagnosis.suspects.front().citations;
  const double alone = 1 - 0.5 * second / best.score;  // a runner-up as good halves it
  diagnosis.cause.confidence = fit * alone * (1 - 0.5 * against);
}

void name_no_change(const std::vector<Circumstance>& circumstances, double weight, double fit, Diagnosis& diagnosis) {
  diagnosis.cause.kind = CauseKind::no_change;
  diagnosis.cause.confidence = weight * (1 - 0.5 * fit);
  for (std::size_t i = 0; i < std::min<std::size_t>(2, circumstances.size()); ++i) {
    const Circumstance& circumstance = circumstances[i];
    diagnosis.cause.reason += (i > 0 ? "; " : "") + circumstance.reason;
    diagnosis.cause.citations.insert(diagnosis.cause.citations.end(), circumstance.citations.begin(),
                                     circumstance.citations.end());
  }
}

std::string none_of(std::size_t candidates) {
  return candidates == 1 ? "not even the one change on record"
                         : "none of the " + std::to_string(candidates) + " changes on record";
}

/// The one answer: a change that fits, or what nobody here changed, or that the evidence does not say.
void decide(const Evidence& evidence, const std::vector<Candidate>& candidates,
            const std::vector<Circumstance>& circumstances, Diagnosis& diagnosis) {
  const double against = weigh_circumstances(circumstances);
  const double score = candidates.empty() ? 0 : candidates.front().score;
  const double fit = fit_of(score);
  if (fit >= fit_least && fit >= against) {
    name_change(candidates.front(), candidates.size() > 1 ? candidates[1].score : 0, against, diagnosis);
    return;
  }
  if (against >= fit_least) {
    name_no_change(circumstances, against, fit, diagnosis);
    return;
  }
  if (candidates.empty()) {
    diagnosis.cause.reason = "no changes are on record, and nothing else explains it";
    return;
  }
  std::size_t told = 0;
  for (const Candidate& candidate : candidates) {
    const Change& change = evidence.changes[candidate.change];
    told += !change.diff.empty() || !change.files.empty();
  }
  if (2 * told >= candidates.size()) {
    diagnosis.cause.kind = CauseKind::no_change;
    diagnosis.cause.confidence = 0.2;
    diagnosis.cause.reason = none_of(candidates.size()) + " fits what failed by its place, its time and what it does";
  } else {
    diagnosis.cause.reason = none_of(candidates.size()) + " fits well, and what " +
                             (candidates.size() == 1 ? "it contains" : "they contain") + " is not on record";
  }
}

}  // namespace

Diagnosis diagnose(const Evidence& evidence, const Outage& outage) {
  Diagnosis diagnosis;
  const std::optional<Symptoms> symptoms = find_symptoms(evidence, outage);
  if (!symptoms) {
    diagnosis.cause.reason = "no outage was found in the evidence";
    return diagnosis;
  }
  diagnosis.changed = symptoms->changed;
  diagnosis.services = rank_services(evidence, *symptoms);
  const std::vector<Candidate> candidates = rank_changes(evidence, *symptoms, diagnosis.services);
  const std::vector<Circumstance> circumstances = find_circumstances(evidence, *symptoms);
  suspect_changes(evidence, *symptoms, candidates, diagnosis);
  decide(evidence, candidates, circumstances, diagnosis);
  diagnosis.cause.service = diagnosis.services.empty() ? "" : diagnosis.services.front().name;
  suspect_circumstances(circumstances, diagnosis);
  suspect_services(evidence, *symptoms, diagnosis);
  suspect_rows(evidence, *symptoms, diagnosis);
  std::vector<std::size_t> order(diagnosis.suspects.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  const auto is_cause = [&](std::size_t i) {
    const Suspect& suspect = diagnosis.suspects[i];
    return suspect.kind == SuspectKind::change && diagnosis.cause.change == suspect.index;
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (is_cause(a) != is_cause(b)) {
      return is_cause(a);
    }
    const double x = diagnosis.suspects[a].score;
    const double y = diagnosis.suspects[b].score;
    return x != y ? x > y : a < b;
  });
  std::vector<Suspect> ranked;
  for (const std::size_t i : order) {
    ranked.push_back(std::move(diagnosis.suspects[i]));
  }
  diagnosis.suspects = std::move(ranked);
  return diagnosis;
}

}  // namespace afterword
