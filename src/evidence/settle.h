#pragma once
#include "evidence/evidence.h"

namespace afterword {

/// What only all inputs together can say, once they are put together and sorted by time: who the people are that
/// messages name by number, that several notices speak of one alert, and how often one service called another.
/// Deterministic; close to linear.
void settle_evidence(Evidence& evidence);

}  // namespace afterword
