#pragma once
#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "workspace/site_memory.h"
#include "workspace/site_surroundings.h"

namespace afterword {

/// Writes what changed of a site, from any number of threads, and counts it.
class SiteWriter {
 public:
  SiteWriter(Disk& disk, std::string output) : disk_(disk), output_(std::move(output)) {}

  /// Where `hash`, which is of what stands there, is not that of these bytes: then it becomes so.
  void put_if_changed(const std::string& path, std::string_view bytes, std::uint64_t& hash);
  void put(const std::string& path, std::string_view bytes);
  /// The memory and other files that are no part of the site.
  void put_aside(const std::string& path, std::string_view bytes);
  void keep() { ++unchanged_; }
  /// A page as it stands there. An error is kept as trouble too.
  [[nodiscard]] Result<std::string> read(const std::string& path);

  [[nodiscard]] std::size_t written() const { return written_; }
  [[nodiscard]] std::size_t unchanged() const { return unchanged_; }
  /// The first thing that went wrong.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

 private:
  void fail(const Error& error);

  Disk& disk_;
  std::string output_;
  std::atomic<std::size_t> written_{0}, unchanged_{0};
  std::mutex mutex_;
  std::optional<Error> trouble_;
};

/// A report as it was read just now: what a build knows of it but for hashes of its files, and its files.
struct FreshReport {
  std::uint64_t source_hash = 0;   ///< of its bytes and what its page shows of files beside it
  std::optional<MadeReport> made;  ///< nothing: it is no report
  Sketch sketch;
  std::uint64_t compared = 0;
};
[[nodiscard]] FreshReport read_report(std::string bytes, const SiteSources& sources, std::size_t place,
                                      const SiteOptions& options);
/// The bytes of one of the sources.
struct SourceBytes {
  std::size_t place = 0;
  std::string bytes;
};
/// Several at once, step by step (postmortem/read_together.h); in their order.
[[nodiscard]] std::vector<FreshReport> read_reports(std::vector<SourceBytes> texts, const SiteSources& sources,
                                                    const SiteOptions& options);
/// Data, text, picture (of draw_preview) and what search shows: all that stands beside the page.
void write_beside(SiteWriter& writer, SiteEntry& entry, const ReportFiles& files, std::string_view picture);

/// What an entry's page is told by, but for what it says of recurrence.
[[nodiscard]] std::uint64_t hash_of_page(std::string_view page, std::string_view address);

}  // namespace afterword
