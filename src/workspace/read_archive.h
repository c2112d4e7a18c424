#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "check/rule.h"
#include "check/settings.h"
#include "postmortem/postmortem.h"
#include "workspace/disk.h"

namespace afterword {

/// An archive read from files, and what could not be read.
struct ReadArchive {
  Archive archive;               ///< finished
  std::vector<Sketch> sketches;  ///< by place, where asked for
  std::vector<Error> errors;
};

struct ReadArchiveOptions {
  unsigned threads = 1;
  bool keep_sketches = false;  ///< each report is to be asked about too
  ReadingOptions reading;
};

/// What an archive keeps of a report, with the words by which its measures are shown and called.
[[nodiscard]] Record keep_report(const Postmortem& postmortem, std::string path);

/// Reads files into an archive, in their order, whatever the number of threads: texts that are no report of an incident
/// are kept too, but match nothing. At most a few hundred reports wait in memory at a time.
[[nodiscard]] ReadArchive read_archive(const Disk& disk, const std::vector<std::string>& files,
                                       const ReadArchiveOptions& options);

/// Earlier reports of the same failure, most alike first: those before this one, and those whose day, or whose own, is
/// not known. `path` is the report's own.
[[nodiscard]] std::vector<EarlierReport> find_earlier_reports(const Archive& archive, const Postmortem& postmortem,
                                                              const std::string& path);

/// The folder that the setting `archive` names; empty where it names none.
[[nodiscard]] std::string archive_folder(const Settings& settings);

}  // namespace afterword
