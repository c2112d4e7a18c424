#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "site/site.h"
#include "workspace/disk.h"

namespace afterword {

struct SiteRequest {
  std::string folder, output;  ///< where reports are, and where the site is to stand
  std::string working_folder;  ///< absolute
  SiteOptions options;
  unsigned threads = 1;
  bool anew = false;  ///< nothing of an earlier build counts
};

/// What a build did.
struct SiteOutcome {
  std::size_t reports = 0, read = 0;                    ///< pages there are; sources that were read
  std::size_t written = 0, removed = 0, unchanged = 0;  ///< files
  std::vector<std::string> skipped;                     ///< files that are no postmortem
  std::vector<Error> errors;                            ///< what could not be read; the others are there
};

/// Told when the page of a report that changed is written, before all that other pages tell of it.
using PageShown = std::function<void()>;

/// Turns a folder of reports into a site, and keeps what it knows so that `build` may be called again after a change.
/// Nothing is written that did not change. What is needed to know that next time stands in the output folder, in a file
/// that names no source and holds nothing the audience may not see.
class SiteBuilder {
 public:
  SiteBuilder(Disk& disk, SiteRequest request);
  ~SiteBuilder();
  SiteBuilder(const SiteBuilder&) = delete;
  SiteBuilder& operator=(const SiteBuilder&) = delete;

  /// Errors: a folder that can't be read, an output folder that holds what no build wrote, a full disk.
  [[nodiscard]] Result<SiteOutcome> build();
  /// The same after a build, where nothing but these files (absolute paths) was written, made or removed since. Where
  /// that changed no more than a report's own text, nothing else is looked at. The memory on disk may be marked as
  /// outdated then: call `settle` once there is time.
  /// Their pages are written first, and `shown` is called behind each, on this thread.
  [[nodiscard]] Result<SiteOutcome> build_changed(const std::vector<std::string>& files, const PageShown& shown = {});
  /// Writes the memory where it is not on disk yet.
  [[nodiscard]] Result<void> settle();

 private:
  class Run;
  struct Memory;
  Disk& disk_;
  SiteRequest request_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace afterword
