#include "workspace/sync_report.h"

#include <array>

#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

std::string place_of(const SyncTask& task, std::span<const Record> records) {
  const Record& record = records[task.report];
  return record.path + ":" + std::to_string(record.measures[task.measure].line);
}

std::string or_null(std::string_view text) {
  return text.empty() ? "null" : json_string(text);
}

/// What a task's row begins with, the same in both JSON forms.
std::string task_json(const SyncTask& task, std::span<const Record> records) {
  const Record& record = records[task.report];
  return "{\"id\":" + json_string(task.id) + ",\"path\":" + json_string(record.path) +
         ",\"line\":" + std::to_string(record.measures[task.measure].line) +
         ",\"text\":" + json_string(task.draft.title);
}

std::string_view advice_of(SyncStep step) {
  switch (step) {
    case SyncStep::linked:
      return "an earlier run made it";
    case SyncStep::dropped:
      return "closed without being done: strike the measure out, or open the issue again";
    case SyncStep::ahead:
      return "done in the report, open there: close the issue, or take the tick away";
    case SyncStep::elsewhere:
      return "tracked elsewhere";
    default:
      return {};
  }
}

}  // namespace

std::string print_sync_plan(std::span<const SyncTask> tasks, std::span<const Record> records,
                            const PlannedRequests& requests) {
  std::string out;
  for (const auto& [place, request] : requests) {
    out += "# " + show_path(place_of(tasks[place], records)) + "\n" + request.method + " " + request.url + "\n";
    for (const auto& [name, value] : request.headers) out += name + ": " + value + "\n";
    out += "\n" + request.body + "\n\n";
  }
  const std::string count = std::to_string(requests.size()) + (requests.size() == 1 ? " issue" : " issues");
  return out + count + " would be made, but for those that the tracker has already; nothing was sent\n";
}

std::string print_sync_row(const SyncRow& row, const SyncTask& task, std::span<const Record> records) {
  if (row.step == SyncStep::unchanged) return {};
  std::string step(name_of(row.step)), key = row.issue.key;
  step.resize(std::max<std::size_t>(step.size(), 9), ' ');
  key.resize(std::max<std::size_t>(key.size(), 8), ' ');
  std::string out =
      step + "  " + key + "  " + show_path(task.draft.title) + "  [" + show_path(place_of(task, records)) + "]";
  const std::string why = row.step == SyncStep::failed ? row.error.message : std::string(advice_of(row.step));
  if (!why.empty()) out += "\n           " + show_path(why);
  if (row.step == SyncStep::failed && !row.error.help.empty()) out += "; " + show_path(row.error.help);
  return out + "\n";
}

std::string print_sync_end(std::span<const SyncRow> rows) {
  std::array<std::size_t, 9> counts{};
  for (const SyncRow& row : rows) ++counts[static_cast<std::size_t>(row.step)];
  std::string out;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0)
      out +=
          (out.empty() ? "" : ", ") + std::to_string(counts[i]) + " " + std::string(name_of(static_cast<SyncStep>(i)));
  return (out.empty() ? "no measures" : out) + "\n";
}

std::string sync_json(std::span<const SyncRow> rows, std::span<const SyncTask> tasks, std::span<const Record> records) {
  std::string out = "{\"schema\":\"afterword.sync/1\",\"dry_run\":false,\"measures\":[";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const SyncRow& row = rows[i];
    out += (i > 0 ? ",\n" : "\n") + task_json(tasks[row.task], records) +
           ",\"step\":" + json_string(name_of(row.step)) + ",\"key\":" + or_null(row.issue.key) +
           ",\"url\":" + or_null(row.issue.url) + ",\"error\":" + or_null(row.error.message) + "}";
  }
  return out + "]}\n";
}

std::string sync_plan_json(std::span<const SyncTask> tasks, std::span<const Record> records,
                           const PlannedRequests& requests) {
  std::string out = "{\"schema\":\"afterword.sync/1\",\"dry_run\":true,\"requests\":[";
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto& [place, request] = requests[i];
    out += (i > 0 ? ",\n" : "\n") + task_json(tasks[place], records) + ",\"method\":" + json_string(request.method) +
           ",\"url\":" + json_string(request.url) + ",\"headers\":{";
    for (std::size_t k = 0; k < request.headers.size(); ++k)
      out += (k > 0 ? "," : "") + json_string(request.headers[k].first) + ":" + json_string(request.headers[k].second);
    out += "},\"body\":" + json_string(request.body) + "}";
  }
  return out + "]}\n";
}

}  // namespace afterword
