#include "cli/commands.h"
#include "document/format.h"
#include "workspace/diff.h"
#include "workspace/paths.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

struct FmtSums {
  std::size_t files = 0, changed = 0;
  ExitCode code = ExitCode::clean;
};

void format_file(Door& door, const std::string& path, FmtSums& sums) {
  const Request& request = door.request;
  const Result<std::string> bytes = door.read_input(path);
  if (!bytes) {
    sums.code = door.fail(bytes.error());
    return;
  }
  const std::string formatted = format_document(Document::read(*bytes, path));
  const bool changed = formatted != *bytes;
  ++sums.files;
  if (request.has("--diff")) {
    door.out.write(diff_texts(show_path(path == "-" ? "<stdin>" : path), *bytes, formatted));
  } else if (request.has("--check")) {
    if (changed) door.out.write(show_path(path) + "\n");
  } else if (path == "-") {
    door.out.write(formatted);
  } else if (changed) {
    if (const Result<void> done = door.disk.replace_file(path, *bytes, formatted); !done) {
      sums.code = door.fail(done.error());
      return;
    }
  }
  sums.changed += changed;
}

}  // namespace

ExitCode run_fmt(Door& door) {
  const Request& request = door.request;
  WalkOptions options;
  options.working_folder = Door::working_folder();
  options.obey_gitignore = !request.has("--no-ignore");
  const WalkResult walk = find_files(door.disk, request.arguments, options);
  FmtSums sums;
  for (const Error& error : walk.errors) sums.code = door.fail(error);
  for (const std::string& path : walk.files) format_file(door, path, sums);
  const bool only_asked = request.has("--check") || request.has("--diff");
  if (!request.has("--quiet") && sums.files + sums.changed > 0) {
    const std::string files = std::to_string(sums.files) + (sums.files == 1 ? " document" : " documents");
    door.err.write(std::to_string(sums.changed) + " of " + files + (only_asked ? " would change\n" : " changed\n"));
  }
  if (sums.code != ExitCode::clean) return sums.code;
  return only_asked && sums.changed != 0 ? ExitCode::findings : ExitCode::clean;
}

}  // namespace afterword
