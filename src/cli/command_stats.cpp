#include <thread>

#include "archive/statistics.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "workspace/read_archive.h"
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
  const WalkResult walk = find_files(door.disk, {request.arguments.empty() ? "." : request.arguments.front()}, options);
  if (!walk.errors.empty() && walk.files.empty()) return door.fail(walk.errors.front());
  ExitCode code = ExitCode::clean;
  for (const Error& error : walk.errors) code = door.fail(error);
  ReadArchiveOptions reading;
  reading.threads = std::max(1U, std::thread::hardware_concurrency());
  const ReadArchive read = read_archive(door.disk, walk.files, reading);
  for (const Error& error : read.errors) code = door.fail(error);
  const Statistics statistics = make_statistics(read.archive.reports(), day);
  door.out.write(request.has("--json")  ? statistics_json(statistics)
                 : request.has("--csv") ? statistics_csv(statistics)
                                        : print_statistics(statistics, door.terminal.width));
  return code;
}

}  // namespace afterword
