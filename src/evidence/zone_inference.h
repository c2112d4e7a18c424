#pragma once
#include "evidence/input_set.h"

namespace afterword {

/// Finds the zone of logs whose times state none and that nobody named: from the file's other lines, from identifiers
/// that it shares with inputs that state theirs, from the file's last change, from logs beside it; in this order.
/// Where two of the first three contradict each other it stays UTC and a note says why. Reads samples only.
void infer_zones(InputSet& set);

}  // namespace afterword
