#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "check/baseline.h"
#include "workspace/disk.h"
#include "workspace/report.h"

namespace afterword {

/// One file to check.
struct CheckJob {
  std::string path;  ///< to read, and to name in reports
  std::shared_ptr<const Settings> settings;
  std::optional<std::string> bytes;                  ///< already read (standard input); links in it count as good
  std::string key;                                   ///< in the baseline: relative to its folder
  std::shared_ptr<const Archive> archive = nullptr;  ///< of earlier reports; null: none is known
};

struct CheckRequest {
  std::vector<CheckJob> jobs;
  std::optional<Applicability> fix;  ///< the most daring fixes to apply; nothing: none
  bool collect_baseline = false;
  const Baseline* baseline = nullptr;
  unsigned threads = 1;
  std::uint64_t (*now_ns)() = nullptr;  ///< for --timing
  bool review_required = false;         ///< findings tell of a review that is missing too
  Date today;                           ///< reviews are judged from this day
};

/// What came of one file.
struct CheckedFile {
  FileReport report;
  std::string formatted;             ///< by Report::format_file
  std::string before;                ///< what the file held, where `fixed` is set
  std::optional<std::string> fixed;  ///< the text with fixes, where it differs
  Baseline found;                    ///< all findings, where asked for
};

struct Timing {
  std::uint64_t reading_ns = 0;
  std::vector<std::uint64_t> rules_ns;  ///< by rule, in the order of all_rules()
};

/// Checks files on several threads and hands the results over in the order of jobs: one at a time, on whichever thread
/// has just finished one. What `take` throws ends it and comes out here. Files are read, never written. Memory: at most
/// a few dozen results wait at a time. `stop` ends it early.
void check_files(const Disk& disk, const CheckRequest& request, const Report& report,
                 const std::function<void(const CheckJob&, CheckedFile&)>& take, Timing* timing = nullptr,
                 const std::atomic<bool>* stop = nullptr);

}  // namespace afterword
