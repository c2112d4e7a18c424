#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evidence/bytes.h"
#include "evidence/gather.h"
#include "evidence/line_blocks.h"
#include "evidence/log_form.h"
#include "evidence/log_table.h"
#include "evidence/sha256.h"

namespace afterword {

/// An input that was recognised as a log, ready to be read.
struct LogInput {
  std::uint32_t input = 0;
  LogForm form;
  TimeContext context;
  std::string service;    ///< of records that name none
  std::string zone_from;  ///< why the context's zone, where it was inferred; else empty
  std::optional<std::int64_t>
      offset_written;  ///< minutes east that lines of its sample state, where all state the same
};

/// Where the lines of some inputs come from.
struct LogFeed {
  std::shared_ptr<const ByteSource> source;  ///< read in blocks by many threads, or null
  std::uint32_t log = 0;                     ///< index into the log inputs, of `source`
  /// Else: the next block and whose it is; false at the end. Called by one thread at a time.
  std::function<Result<bool>(LineBlock&, std::uint32_t& log)> next;
  bool hashes = false;  ///< the bytes of `source` are those on disk
};

/// What was seen while reading one log.
struct LogTally {
  std::uint64_t lines = 0, records = 0, outside = 0;  ///< outside: before `since` or after `until`
  std::uint64_t unread = 0;                           ///< lines that begin no record and continue none
  std::uint64_t zone_stated = 0, stepped_back = 0, long_lines = 0;
  std::optional<Instant> first, last;
  Place first_unread, first_step;
  Instant largest_step = 0;
  std::string sha256;   ///< where the feed hashes
  std::string trouble;  ///< why reading ended early; empty = it did not
};

/// Reads all lines on as many threads as wanted, and puts the counts into `builder` in the order of the feeds. The
/// result does not depend on the number of threads.
[[nodiscard]] std::vector<LogTally> read_logs(std::span<const LogInput> logs, std::span<LogFeed> feeds,
                                              const GatherOptions& options, LogTableBuilder& builder,
                                              const std::function<void(std::uint64_t)>& progress);

}  // namespace afterword
