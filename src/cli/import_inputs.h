#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "workspace/disk.h"

namespace afterword {

/// A file that is to be imported, in memory.
struct ImportFile {
  std::string path;  ///< as given, below a folder that was given, or "archive.zip!member"
  std::string bytes;
  bool named = true;  ///< false: found in a folder or an archive
};

struct ImportFiles {
  std::vector<ImportFile> files;
  std::vector<Error> errors;
};

/// Reads what is named: files, folders (all files below, in order of names, without hidden ones), archives and
/// compressed files, "-" for standard input. What can't be read is told, the rest is read. `leave_out` is a folder that
/// is not walked: where the reports go; may be empty.
[[nodiscard]] ImportFiles read_import_files(Disk& disk, const std::vector<std::string>& paths,
                                            const std::string& leave_out);

}  // namespace afterword
