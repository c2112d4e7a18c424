#pragma once
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/symptoms.h"
#include "evidence/evidence.h"

namespace afterword {

/// Where it began, likeliest first: metrics against their own history, messages by G-test, spans by what they add
/// themselves, and blame handed along the call graph to the failing service that others call.
[[nodiscard]] std::vector<RankedService> rank_services(const Evidence& evidence, const Symptoms& symptoms);

}  // namespace afterword
