#include <algorithm>
#include <thread>

#include "archive/board.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/sync.h"
#include "workspace/board_report.h"
#include "workspace/calendar.h"
#include "workspace/mark_done.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

Error usage_error(std::string message, std::string help) {
  return Error{ErrorKind::usage, std::move(message), {}, std::move(help)};
}

class MeasuresCommand {
 public:
  explicit MeasuresCommand(Door& door) : door_(door) {}

  ExitCode run() {
    const Request& request = door_.request;
    marks_ = !request.arguments.empty() && request.arguments.front() == "done";
    syncs_ = !request.arguments.empty() && request.arguments.front() == "sync";
    if (const Result<void> good = check_flags(); !good) return door_.fail(good.error());
    const std::size_t place = marks_ ? 2 : syncs_ ? 1 : 0;
    const std::string folder = request.arguments.size() > place ? request.arguments[place] : ".";
    if (const Result<void> done = read_folder(folder); !done) return door_.fail(done.error());
    if (syncs_) return sync(folder);
    return marks_ ? mark(request.arguments[1]) : show();
  }

 private:
  Result<void> check_flags() {
    const Request& request = door_.request;
    const std::size_t count = request.arguments.size();
    day_ = Door::today();
    if (request.has("--date")) {
      const Result<Date> given = read_day(request.get("--date"));
      if (!given) return std::unexpected(given.error());
      day_ = *given;
    }
    if (request.has("--json") && request.has("--ics"))
      return std::unexpected(usage_error("--json and --ics exclude each other", "name one of them"));
    if (marks_ && (count < 2 || !request.has("--proof")))
      return std::unexpected(usage_error("`measures done` needs the id of a measure and its proof",
                                         "afterword measures done ID --proof https://… [DIR]"));
    if (!marks_ && request.has("--proof"))
      return std::unexpected(usage_error("--proof belongs to `measures done`", "afterword measures done ID --proof …"));
    if (!syncs_ && (request.has("--tracker") || request.has("--project") || request.has("--dry-run")))
      return std::unexpected(usage_error("--tracker, --project and --dry-run belong to `measures sync`",
                                         "afterword measures sync --dry-run [DIR|FILE]"));
    if (syncs_ && request.has("--ics"))
      return std::unexpected(usage_error("`measures sync` prints no calendar", "afterword measures --ics"));
    if (!marks_ && count > (syncs_ ? 2U : 1U))
      return std::unexpected(
          usage_error("`measures` takes one folder", "for a folder called done or sync write ./done or ./sync"));
    return {};
  }

  Result<void> read_folder(const std::string& folder) {
    WalkOptions options;
    options.working_folder = Door::working_folder();
    WalkResult walk = find_files(door_.disk, {folder}, options);
    if (!walk.errors.empty() && walk.files.empty()) return std::unexpected(walk.errors.front());
    for (const Error& error : walk.errors) code_ = door_.fail(error);
    ReadArchiveOptions reading;
    reading.threads = std::max(1U, std::thread::hardware_concurrency());
    read_ = read_archive(door_.disk, walk.files, reading);
    for (const Error& error : read_.errors) code_ = door_.fail(error);
    return {};
  }

  BoardFilter filter() const {
    const Request& request = door_.request;
    BoardFilter filter;
    filter.overdue_only = request.has("--overdue");
    filter.with_improvements = request.has("--all");
    filter.owner = request.get("--owner");
    filter.service = request.get("--service");
    return filter;
  }

  ExitCode sync(const std::string& folder) {
    const std::vector<Record>& records = read_.archive.reports();
    const ExitCode code = run_sync(door_, records, make_board(records, day_, filter()), folder);
    return code == ExitCode::clean ? code_ : code;
  }

  ExitCode show() {
    const Request& request = door_.request;
    const std::vector<Record>& records = read_.archive.reports();
    const Board board = make_board(records, day_, filter());
    door_.out.write(request.has("--json") ? board_json(board, records)
                    : request.has("--ics")
                        ? board_calendar(board, records)
                        : print_board(board, records, door_.terminal.width, door_.terminal.out_color));
    return code_;
  }

  ExitCode mark(const std::string& id) {
    std::vector<std::string> paths;
    for (const Record& record : read_.archive.reports()) {
      const std::vector<std::string> ids = ids_of_measures(record);
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) paths.push_back(record.path);
    }
    if (paths.empty())
      return door_.fail(usage_error("no measure has the id `" + id + "`", "`afterword measures` lists ids"));
    if (paths.size() > 1)
      return door_.fail(
          usage_error("`" + id + "` is a measure of " + show_path(paths[0]) + " and of " + show_path(paths[1]),
                      "name the file: afterword measures done " + id + " --proof … " + show_path(paths[0])));
    const Result<std::string> bytes = door_.disk.read_file(paths.front());
    if (!bytes) return door_.fail(bytes.error());
    const std::string proof = door_.request.get("--proof");
    const Result<MarkedReport> marked = mark_done(*bytes, paths.front(), {id, day_, proof});
    if (!marked) return door_.fail(marked.error());
    if (const Result<void> put = door_.disk.replace_file(paths.front(), *bytes, marked->bytes); !put)
      return door_.fail(put.error());
    door_.out.write(show_path(paths.front()) + ":" + std::to_string(marked->line) +
                    ": done: " + show_path(marked->words) + "\n");
    return code_;
  }

  Door& door_;
  ExitCode code_ = ExitCode::clean;
  bool marks_ = false, syncs_ = false;
  Date day_{};
  ReadArchive read_;
};

}  // namespace

ExitCode run_measures(Door& door) {
  return MeasuresCommand(door).run();
}

}  // namespace afterword
