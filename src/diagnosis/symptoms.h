#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/episode.h"
#include "diagnosis/outage.h"
#include "diagnosis/span_times.h"
#include "evidence/evidence.h"

namespace afterword {

/// Something that was said or measured of the outage, in words a change can be held against.
struct Symptom {
  std::string text;
  std::string service;
  double weight = 1;  ///< 0–1: how surely it belongs to the outage
  Place place;
};

/// What an outage looked like. Made once; everything that ranks causes reads it.
struct Symptoms {
  std::vector<Track> tracks;
  std::vector<Episode> episodes;    ///< of the tracks, those that overlap the outage; in order of `from`
  std::vector<ChangedRow> changed;  ///< strongest first
  std::vector<Symptom> said;
  std::map<std::string, double> words;   ///< of what was said → greatest weight
  std::map<std::string, Slowness> slow;  ///< services against their own spans
  std::vector<Call> calls;               ///< of the evidence, and of its spans; sorted
  Instant onset = 0;
  Instant onset_step = 0;  ///< how exactly it is known
  Instant end = 0;         ///< or the end of the evidence
  Instant first_sign = 0;  ///< earliest lasting departure from normal that leads into the outage; ≤ onset
  Instant first_step = 0;  ///< how exactly that is known: between points of the track it rests on
};

/// None if no onset was found.
[[nodiscard]] std::optional<Symptoms> find_symptoms(const Evidence& evidence, const Outage& outage);

}  // namespace afterword
