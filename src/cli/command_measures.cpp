#include <algorithm>

#include "archive/board.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "cli/sync.h"
#include "workspace/board_report.h"
#include "workspace/calendar.h"
#include "workspace/mark_done.h"
#include "workspace/paths.h"

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
    Result<ReadArchive> read = read_folder(door_, folder, code_);
    if (!read) return door_.fail(read.error());
    read_ = std::move(*read);
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

  struct Named {
    std::string id, path, words;
    std::uint32_t line = 0;
  };

  /// Measures that an id names: it alone, else all whose id begins so.
  [[nodiscard]] std::vector<Named> find_named(const std::string& id) const {
    std::vector<Named> whole, beginning;
    for (const Record& record : read_.archive.reports()) {
      const std::vector<std::string> ids = ids_of_measures(record);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!ids[i].starts_with(id)) continue;
        (ids[i] == id ? whole : beginning)
            .push_back({ids[i], record.path, record.measures[i].shown(), record.measures[i].line});
      }
    }
    return whole.empty() ? beginning : whole;
  }

  static Error not_one(const std::string& id, const std::vector<Named>& named) {
    constexpr std::size_t shown_max = 8;
    if (named.empty()) return usage_error("no measure has the id `" + id + "`", "`afterword measures` lists ids");
    if (named[0].id == named[1].id)
      return usage_error(
          "`" + id + "` is a measure of " + show_path(named[0].path) + " and of " + show_path(named[1].path),
          "name the file: afterword measures done " + id + " --proof … " + show_path(named[0].path));
    std::string list;
    for (std::size_t i = 0; i < std::min(shown_max, named.size()); ++i)
      list += "\n    " + named[i].id + "  " + show_path(named[i].path) + ":" + std::to_string(named[i].line) + "  " +
              show_path(named[i].words);
    if (named.size() > shown_max) list += "\n    and " + std::to_string(named.size() - shown_max) + " more";
    return usage_error(std::to_string(named.size()) + " measures have an id that begins with `" + id + "`",
                       "write more of it:" + list);
  }

  ExitCode mark(const std::string& id) {
    const std::vector<Named> named = id.empty() ? std::vector<Named>() : find_named(id);
    if (named.size() != 1) return door_.fail(not_one(id, named));
    const std::string& path = named.front().path;
    const Result<std::string> bytes = door_.disk.read_file(path);
    if (!bytes) return door_.fail(bytes.error());
    const std::string proof = door_.request.get("--proof");
    const Result<MarkedReport> marked = mark_done(*bytes, path, {named.front().id, day_, proof});
    if (!marked) return door_.fail(marked.error());
    if (const Result<void> put = door_.disk.replace_file(path, *bytes, marked->bytes); !put)
      return door_.fail(put.error());
    door_.out.write(show_path(path) + ":" + std::to_string(marked->line) + ": done: " + show_path(marked->words) +
                    "\n");
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
