#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// A record as its input holds it.
struct CitedRecord {
  std::string text;       ///< its first line, without line end; empty where it can't be read any more
  std::string sha256_16;  ///< first 16 hex digits of the hash of the whole record's bytes
};

/// Reads a record again. Given by the façade, because the draft touches no disk. May be slow: call it for what is
/// shown.
using Cite = std::function<CitedRecord(const Place&)>;

/// The time of a record as its source wrote it ("10/Oct/2026:13:55:36 +0200", "Oct 10 13:55:36", "1674982122425"), the
/// first that stands in it; empty if there is none. A view into the record.
[[nodiscard]] std::string_view written_time(std::string_view record);

}  // namespace afterword
