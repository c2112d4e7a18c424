#include "cli/read_folder.h"

#include <algorithm>
#include <thread>

#include "workspace/walk.h"

namespace afterword {

Result<ReadArchive> read_folder(Door& door, const std::string& folder, ExitCode& code, bool keep_sketches) {
  WalkOptions options;
  options.working_folder = Door::working_folder();
  const WalkResult walk = find_files(door.disk, {folder}, options);
  if (const Result<void> found = found_any(walk, folder); !found) return std::unexpected(found.error());
  for (const Error& error : walk.errors) code = door.fail(error);
  ReadArchiveOptions reading;
  reading.threads = std::max(1U, std::thread::hardware_concurrency());
  reading.keep_sketches = keep_sketches;
  ReadArchive read = read_archive(door.disk, walk.files, reading);
  for (const Error& error : read.errors) code = door.fail(error);
  return read;
}

}  // namespace afterword
