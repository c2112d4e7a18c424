#pragma once
#include <map>
#include <string>

#include "diagnosis/symptoms.h"
#include "evidence/evidence.h"

namespace afterword {

/// Follows what the first alert watches from the alerted service to what that calls: 0–1 for every service that has
/// the same metric, greatest for one that left its own normal around the alert while nothing it calls did. What the
/// alerted service does not reach keeps a third. Empty where no alert names a metric that is measured along calls.
[[nodiscard]] std::map<std::string, double> score_alerted_path(const Evidence& evidence, const Symptoms& symptoms);

}  // namespace afterword
