#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/symptoms.h"
#include "evidence/evidence.h"

namespace afterword {

/// A change held against what was seen. A deploy that says what commit it brought is one with that commit.
struct Candidate {
  std::uint32_t change = 0;  ///< into Evidence::changes: the commit, or the deploy, flag … itself
  Instant effective = 0;     ///< when it can first have mattered: when it was deployed, if that is known
  std::string service;       ///< where it took effect; may be empty
  double hazard = 0;         ///< what it does (DiffReading)
  double match = 0;          ///< 0–1: words shared with the symptoms, rare ones weighing more
  double place = 0;          ///< 0–1: its service against those that failed
  double time = 0;           ///< 0–1: 0 after the outage began; else nearly flat, for nearness proves nothing
  std::optional<Instant> taken_back{};  ///< by a change during the outage: whoever was there took it for the cause
  bool in_vain = false;                 ///< it was taken back, and the outage went on
  double score = 0;
  std::vector<std::string> shared;  ///< the words that weighed most
  std::string does;                 ///< DiffReading::why
};

/// All changes, likeliest first. `failing` are services, worst first.
[[nodiscard]] std::vector<Candidate> rank_changes(const Evidence& evidence, const Symptoms& symptoms,
                                                  const std::vector<RankedService>& failing);

/// Why a candidate is suspected, in one sentence.
[[nodiscard]] std::string reason_of(const Evidence& evidence, const Symptoms& symptoms, const Candidate& candidate);

}  // namespace afterword
