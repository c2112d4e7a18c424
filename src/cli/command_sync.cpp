#include <algorithm>
#include <thread>

#include "cli/commands.h"
#include "cli/secrets.h"
#include "cli/sync.h"
#include "connect/curl_web.h"
#include "dispatch/patient_web.h"
#include "dispatch/sync.h"
#include "workspace/find_settings.h"
#include "workspace/json_text.h"
#include "workspace/mark_tracker.h"
#include "workspace/paths.h"
#include "workspace/sync_report.h"

namespace afterword {
namespace {

std::string setting(const Settings& settings, std::string_view key) {
  const auto found = settings.services.find(key);
  return found == settings.services.end() ? std::string() : found->second;
}

TrackerPlace place_of(const Settings& settings, const Request& request) {
  TrackerPlace out{setting(settings, "tracker.kind"), setting(settings, "tracker.project"),
                   setting(settings, "tracker.address")};
  if (request.has("--tracker") && request.get("--tracker") != out.kind) {
    if (!out.kind.empty()) out = {};  // what stands there is another tracker's
    out.kind = request.get("--tracker");
  }
  if (request.has("--project")) out.project = request.get("--project");
  return out;
}

/// Reports on the disk, changed one measure at a time.
class ReportsOnDisk final : public SyncReports {
 public:
  ReportsOnDisk(Disk& disk, const std::vector<Record>& records) : disk_(disk), records_(records) {}

  Result<void> try_link(const SyncTask& task) const override {
    const std::string& path = records_[task.report].path;
    const Result<std::string> bytes = disk_.read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    const Result<MarkedReport> marked =
        mark_tracker(*bytes, path, {task.id, "#1", "https://tracker.invalid/a/b/issues/1"});
    if (marked) return {};
    Error error = marked.error();
    error.message = "a link can't be written where the measure stands; no issue was made";
    error.help = "make it an item of a list, or make the issue and write its address behind the measure by hand";
    return std::unexpected(std::move(error));
  }
  Result<void> write_link(const SyncTask& task, const Issue& issue) override {
    return change(task, [&](const std::string& bytes, const std::string& path) {
      return mark_tracker(bytes, path, {task.id, issue.key, issue.url});
    });
  }
  Result<void> tick(const SyncTask& task, const Issue& issue, Date day) override {
    return change(task, [&](const std::string& bytes, const std::string& path) {
      return mark_done(bytes, path, {task.id, day, issue.url});
    });
  }
  Result<void> untick(const SyncTask& task) override {
    return change(task,
                  [&](const std::string& bytes, const std::string& path) { return mark_open(bytes, path, task.id); });
  }

 private:
  template <class Mark>
  Result<void> change(const SyncTask& task, Mark mark) {
    const std::string& path = records_[task.report].path;
    const Result<std::string> bytes = disk_.read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    const Result<MarkedReport> marked = mark(*bytes, path);
    if (!marked) return std::unexpected(marked.error());
    return disk_.replace_file(path, *bytes, marked->bytes);
  }

  Disk& disk_;
  const std::vector<Record>& records_;
};

}  // namespace

ExitCode run_sync(Door& door, const std::vector<Record>& records, const Board& board, const std::string& folder) {
  const Request& request = door.request;
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), {});
  const auto settings = door.disk.kind_of(folder) == FileKind::folder ? finder.settings_for_folder(folder)
                                                                      : finder.settings_for_file(folder);
  if (!settings) return door.fail(settings.error());
  const Result<std::unique_ptr<Tracker>> tracker = make_tracker(place_of(**settings, request));
  if (!tracker) return door.fail(tracker.error());
  // An issue names a report as people of the project know it, never by folders of this machine.
  const std::string top = (*settings)->origin.empty() ? Door::working_folder() : folder_of((*settings)->origin);
  const std::vector<SyncTask> tasks = tasks_to_sync(board, records, [&](const Record& record) {
    const std::string path = relative_path(top, absolute_path(Door::working_folder(), record.path));
    return path.starts_with('/') ? path.substr(path.rfind('/') + 1) : path;
  });
  if (request.has("--dry-run")) {
    const auto requests = requests_to_send(tasks, **tracker);
    door.out.write(request.has("--json") ? sync_plan_json(tasks, records, requests)
                                         : print_sync_plan(tasks, records, requests));
    return ExitCode::clean;
  }
  const Result<Tokens> tokens = read_tokens(door);
  if (!tokens) return door.fail(tokens.error());
  const std::string& address = (*tracker)->address();
  const Result<std::string> token = token_for(*tokens, address);
  if (!token) return door.fail(token.error());

  constexpr int seconds_max = 30;
  HttpLimits limits;
  limits.all_seconds = seconds_max;
  limits.bytes_max = std::size_t{64} << 20U;
  CurlWeb curl(origin_of(address), (*tracker)->authorize(*token), limits);
  SystemTime time;
  PatientWeb web(curl, time);
  ReportsOnDisk reports(door.disk, records);
  std::vector<SyncRow> rows;
  const bool json = request.has("--json");
  const Result<void> done = sync_tasks(tasks, **tracker, web, time, reports, Door::today(), [&](const SyncRow& row) {
    rows.push_back(row);
    if (json) return;
    door.out.write(print_sync_row(row, tasks[row.task], records));
    door.out.flush();
  });
  if (json || done || !rows.empty()) door.out.write(json ? sync_json(rows, tasks, records) : print_sync_end(rows));
  if (!done) return door.fail(done.error());
  const bool failed =
      std::any_of(rows.begin(), rows.end(), [](const SyncRow& row) { return row.step == SyncStep::failed; });
  return failed ? ExitCode::usage : ExitCode::clean;
}

}  // namespace afterword
