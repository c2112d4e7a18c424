
#include "archive/statistics.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "workspace/similar_report.h"
#include "workspace/statistics_report.h"

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
  const std::string folder = request.arguments.empty() ? "." : request.arguments.front();
  ExitCode code = ExitCode::clean;
  const Result<ReadArchive> read = read_folder(door, folder, code, true);
  if (!read) return door.fail(read.error());
  const std::vector<Record>& records = read->archive.reports();
  Statistics statistics = make_statistics(records, day);
  statistics.repeats = count_repeats(read->archive, read->sketches).repeats;
  door.out.write(request.has("--json")  ? statistics_json(statistics, records, day)
                 : request.has("--csv") ? statistics_csv(statistics)
                                        : print_statistics(statistics, records, {door.terminal.width, folder, day}));
  return code;
}

}  // namespace afterword
