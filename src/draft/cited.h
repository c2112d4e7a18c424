#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// A record as its input holds it.
struct CitedRecord {
  std::string text;       ///< as shown_record() gives it; empty where it can't be read any more
  std::string sha256_16;  ///< first 16 hex digits of the hash of the whole record's bytes
};

/// Reads a record again. Given by the façade, because the draft touches no disk. May be slow: call it for what is
/// shown.
using Cite = std::function<CitedRecord(const Place&)>;

/// What is shown of a record's bytes: its first line, without line end. A JSON value or a commit, whose first line says
/// nothing of what it holds, is put on one line and cut at 2 KB.
[[nodiscard]] std::string shown_record(std::string_view bytes);

/// The time of a record as its source wrote it ("10/Oct/2026:13:55:36 +0200", "Oct 10 13:55:36", "1674982122425"), the
/// first that stands in it; empty if there is none. A view into the record.
[[nodiscard]] std::string_view written_time(std::string_view record);

}  // namespace afterword
