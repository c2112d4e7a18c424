#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "cli/commands.h"
#include "workspace/search_archive.h"
#include "workspace/search_report.h"

namespace afterword {
namespace {

constexpr std::size_t hits_max = 1000;

Error usage_error(std::string message, std::string help) {
  return Error{ErrorKind::usage, std::move(message), {}, std::move(help)};
}

Result<std::size_t> read_count(const std::string& text, std::string_view flag, std::size_t most) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out == 0 || out > most)
    return std::unexpected(usage_error("`" + text + "` is no value of " + std::string(flag),
                                       "write a number from 1 to " + std::to_string(most)));
  return out;
}

class SearchCommand {
 public:
  explicit SearchCommand(Door& door) : door_(door) {}

  ExitCode run() {
    if (const Result<void> done = read_flags(); !done) return door_.fail(done.error());
    if (door_.request.has("--remove-index")) return remove_index();
    const std::string& text = door_.request.arguments.front();
    const auto query = parse_query(text);
    if (!query) {
      door_.err.write(draw_fault(text, query.error(), door_.terminal.err_color));
      return ExitCode::usage;
    }
    if (query->empty())
      return door_.fail(usage_error("the query has no word", "`afterword help search` shows examples"));
    Result<FreshIndex> fresh = open_index(door_.disk, archive_);
    if (!fresh) return door_.fail(fresh.error());
    for (const Error& error : fresh->errors) code_ = door_.fail(error);
    const FoundReports found = find_reports(door_.disk, fresh->index, archive_.folder, *query, options_);
    if (!fresh->index.is_sound()) return start_over(*query, text);
    write(found, text);
    return code_;
  }

 private:
  Result<void> read_flags() {
    const Request& request = door_.request;
    const bool removes = request.has("--remove-index");
    const std::size_t count = request.arguments.size();
    if (removes && count > 1)
      return std::unexpected(usage_error("--remove-index takes no query", "name the folder only"));
    if (!removes && count == 0)
      return std::unexpected(usage_error("`search` needs a query", "afterword search 'pool exhausted' postmortems"));
    archive_.folder = removes ? (count == 1 ? request.arguments[0] : ".") : count == 2 ? request.arguments[1] : ".";
    if (door_.disk.kind_of(archive_.folder) != FileKind::folder)
      return std::unexpected(usage_error("`" + archive_.folder + "` is no folder",
                                         count == 2 ? "put the whole query in quotes: afterword search '" +
                                                          request.arguments[0] + " " + request.arguments[1] + "'"
                                                    : "name the folder of the archive"));
    archive_.working_folder = Door::working_folder();
    archive_.threads = std::max(1U, std::thread::hardware_concurrency());
    if (!request.has("--no-cache")) archive_.index_file = Door::cache_file_of("search", archive_.folder);
    if (request.has("--update") && request.has("--no-update"))
      return std::unexpected(usage_error("--update and --no-update say opposite things", "give one of them"));
    if (request.has("--update")) archive_.look = LookAtFiles::now;
    if (request.has("--no-update")) archive_.look = LookAtFiles::never;
    if (request.has("--limit")) {
      const auto limit = read_count(request.get("--limit"), "--limit", hits_max);
      if (!limit) return std::unexpected(limit.error());
      options_.hits_max = *limit;
    }
    options_.order = request.get("--sort") == "date" ? SearchOrder::date : SearchOrder::relevance;
    options_.today = Door::today();
    return {};
  }

  ExitCode remove_index() {
    for (const char* ending : {"", "-journal", ".new", ".lock", ".folders"})
      ::unlink((archive_.index_file + ending).c_str());
    return ExitCode::clean;
  }

  /// The index turned out to be damaged in a place that opening it did not touch.
  ExitCode start_over(const SearchQuery& query, const std::string& text) {
    ::unlink(archive_.index_file.c_str());
    Result<FreshIndex> fresh = open_index(door_.disk, archive_);
    if (!fresh) return door_.fail(fresh.error());
    const FoundReports found = find_reports(door_.disk, fresh->index, archive_.folder, query, options_);
    if (!fresh->index.is_sound())
      return door_.fail(Error{ErrorKind::internal, "the index can't be asked: " + fresh->index.trouble(), {}, {}});
    write(found, text);
    return code_;
  }

  void write(const FoundReports& found, const std::string& text) {
    door_.out.write(door_.request.has("--json")
                        ? found_json(found, text)
                        : print_found(found, text, door_.terminal.out_color,
                                      door_.terminal.out_is_terminal ? door_.terminal.width : 0));
  }

  Door& door_;
  ExitCode code_ = ExitCode::clean;
  IndexedArchive archive_;
  SearchOptions options_;
};

}  // namespace

ExitCode run_search(Door& door) {
  return SearchCommand(door).run();
}

}  // namespace afterword
