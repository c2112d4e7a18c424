#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/outage.h"
#include "evidence/evidence.h"

namespace afterword {

enum class SuspectKind : std::uint8_t { change, service, template_row, metric, host, external };

/// Something that may have caused the outage.
struct Suspect {
  SuspectKind kind{};
  std::uint32_t index = 0;  ///< into Evidence::changes, logs.rows, series or statuses, by kind; unused for the others
  std::string id;           ///< hash, template, metric or name
  std::string service;
  double score = 0;    ///< greater is likelier; comparable within one diagnosis only
  std::string reason;  ///< one sentence for people
  std::vector<Place> citations;
};

struct RankedService {
  std::string name;
  double score = 0;
};

enum class CauseKind : std::uint8_t { change, no_change, unknown };

/// The one answer, if there could be only one.
struct Cause {
  CauseKind kind = CauseKind::unknown;
  std::optional<std::uint32_t> change;  ///< into Evidence::changes
  std::string service;                  ///< where it failed first
  double confidence = 0;                ///< 0–1
  std::string reason;
  std::vector<Place> citations;
};

/// A template whose rate changed with the outage, by G-test (Dunning 1993) on the counts before and within.
struct ChangedRow {
  std::uint32_t row = 0;  ///< into Evidence::logs.rows
  double g = 0;
  bool is_new = false;  ///< never seen before the onset
};

struct Diagnosis {
  Cause cause;
  std::vector<Suspect> suspects;        ///< likeliest first
  std::vector<RankedService> services;  ///< where it began, likeliest first
  std::vector<ChangedRow> changed;      ///< strongest first
};

/// Ranks what may have caused the outage. Never by recency alone. Deterministic.
[[nodiscard]] Diagnosis diagnose(const Evidence& evidence, const Outage& outage);

}  // namespace afterword
