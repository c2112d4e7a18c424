#pragma once
#include <cstdint>
#include <span>

#include "evidence/evidence.h"

namespace afterword {

/// An input that was taken whole, and when its file was last changed.
struct PayloadFile {
  std::uint32_t input = 0;
  std::int64_t modified = 0;  ///< seconds since 1970; 0 = unknown
  bool guesses_day = false;   ///< its times state no day: it was counted back from when the file was written
};

/// A log whose lines are in one local time, as they state it or as it was inferred.
struct LocalLog {
  std::uint32_t input = 0;
  std::int64_t minutes = 0;  ///< east of UTC
};

/// Finds the zone of metrics, alerts, changes and chat whose times state none and that nobody named: what they tell of
/// (an alert that fires, a version that is deployed, errors that rise and fall) is told by inputs that state their zone
/// as well, and at one offset several such things fall together; or the file was last changed when its last record was
/// written; or else a log in the same folder writes local time. Chat without a day is put on the day of what it tells
/// of, or of all the others. Where nothing tells, or what tells it contradicts itself, UTC stays and a note says so.
/// Logs must be counted already, nothing be sorted.
void infer_payload_zones(Evidence& evidence, std::span<const PayloadFile> files, std::span<const LocalLog> logs);

}  // namespace afterword
