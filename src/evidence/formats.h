#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/line_pattern.h"
#include "evidence/time_notation.h"

namespace afterword {

/// A file of formats/, as built in.
struct FormatFile {
  std::string_view name, text;
};
[[nodiscard]] std::span<const FormatFile> all_format_files();

/// A line that a notation must read, and what it must read there, both as the file says it.
struct FormatSample {
  std::string line, expected;
};

/// One notation of logs.
struct LogFormat {
  std::string name, title;
  int rank = 50;                   ///< lower ones are asked first
  int order = 0;                   ///< among those of the same rank: as the files have them
  std::vector<LinePattern> lines;  ///< of several the first that fits
  bool wraps = false;              ///< what is left as the message is a line of another notation
  bool needs_inner = false;        ///< … and it wraps only where that other notation has times of its own
  bool below = false;              ///< what a record says stands in the line below that with its time
  bool whole = false;              ///< all lines up to the next with a time belong to the record
  std::vector<FormatSample> samples;
};

/// All that formats/ holds.
struct Formats {
  std::vector<TimeNotation> times;                      ///< in order of preference
  std::vector<std::vector<FormatSample>> time_samples;  ///< as many as times
  std::vector<LogFormat> logs;                          ///< in order of rank
};

[[nodiscard]] Result<Formats> read_formats(std::span<const FormatFile> files);
/// Those built in, compiled once. Immutable; for any number of threads.
[[nodiscard]] const Formats& built_in_formats();

}  // namespace afterword
