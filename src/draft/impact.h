#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/outage.h"
#include "evidence/evidence.h"

namespace afterword {

/// How many requests failed between onset and end. Requests, not users: evidence knows nothing of users.
struct Impact {
  std::string service;
  double percent = 0;              ///< 0–100
  std::optional<double> requests;  ///< absolute numbers, where they were counted and not sampled as a rate
  std::optional<double> failed;
  std::vector<Place> citations;
};

/// Of the service with the largest share. None where requests and failures of the same service are not both known.
[[nodiscard]] std::optional<Impact> measure_impact(const Evidence& evidence, const Outage& outage);

}  // namespace afterword
