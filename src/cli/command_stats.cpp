#include <thread>

#include "archive/statistics.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "workspace/read_archive.h"
#include "workspace/similar_report.h"
#include "workspace/statistics_report.h"
#include "workspace/walk.h"

namespace afterword {

ExitCode run_stats(Door& door) {
  const Request& request = door.request;
  if (request.has("--json") && request.has("--csv"))
    return door.fail(Error{ErrorKind::usage, "--json and --csv exclude each other", {}, "name one of them"});
  Date day = Door::today();
  if (request.has("--date")) {
    const Result<Date> given = read_day(request.get("--date"));
    if (!given) return door.fail(given.error());
    day = *given;
  }
  WalkOptions options;
  options.working_folder = Door::working_folder();
  const std::string folder = request.arguments.empty() ? "." : request.arguments.front();
  const WalkResult walk = find_files(door.disk, {folder}, options);
  if (const Result<void> found = found_any(walk, folder); !found) return door.fail(found.error());
  ExitCode code = ExitCode::clean;
  for (const Error& error : walk.errors) code = door.fail(error);
  ReadArchiveOptions reading;
  reading.threads = std::max(1U, std::thread::hardware_concurrency());
  reading.keep_sketches = true;
  const ReadArchive read = read_archive(door.disk, walk.files, reading);
  for (const Error& error : read.errors) code = door.fail(error);
  const std::vector<Record>& records = read.archive.reports();
  Statistics statistics = make_statistics(records, day);
  statistics.repeats = count_repeats(read.archive, read.sketches).repeats;
  door.out.write(request.has("--json")  ? statistics_json(statistics, records, day)
                 : request.has("--csv") ? statistics_csv(statistics)
                                        : print_statistics(statistics, records, {door.terminal.width, folder, day}));
  return code;
}

}  // namespace afterword
