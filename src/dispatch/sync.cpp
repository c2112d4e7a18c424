#include "dispatch/sync.h"

#include <algorithm>
#include <map>

#include "postmortem/ticket.h"

namespace afterword {
namespace {

constexpr std::size_t title_bytes_max = 240;

std::string cut_title(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  if (out.size() <= title_bytes_max) return out;
  std::size_t end = out.rfind(' ', title_bytes_max - 3);
  if (end == std::string::npos || end < title_bytes_max / 2) end = title_bytes_max - 3;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  out.resize(end);
  return out + "…";
}

std::string text_of(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

/// FNV-1a of a report's name with its folder: tells apart two files of one name that ask for the same.
std::string hash_of_place(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t folder =
      slash == std::string_view::npos || slash == 0 ? std::string_view::npos : path.rfind('/', slash - 1);
  if (folder != std::string_view::npos) path.remove_prefix(folder + 1);
  std::uint32_t hash = 0x811C9DC5U;
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  std::string out;
  for (int i = 7; i >= 0; --i) out += "0123456789abcdef"[hash >> (4U * static_cast<unsigned>(i)) & 0xFU];
  return out;
}

IssueDraft draft_of(const Record& record, const KeptMeasure& measure, const BoardTask& task, const std::string& path) {
  IssueDraft out;
  out.title = cut_title(measure.shown());
  out.text = measure.shown();
  if (task.due_origin == DueOrigin::stated) out.due = task.due;
  const auto fact = [&](std::string name, std::string value) {
    if (!value.empty()) out.facts.emplace_back(std::move(name), std::move(value));
  };
  fact("Postmortem", record.title + " (" + path + ")");
  if (record.date) fact("Outage", text_of(*record.date));
  fact("Service", record.service);
  fact("Severity", record.severity);
  fact("Owner", measure.owner);
  if (out.due) fact("Due", text_of(*out.due));
  fact("Kind", std::string(name_of(task.kind)));
  return out;
}

/// One run: what the tracker has, and what came of each task.
class Run {
 public:
  Run(Tracker& tracker, Web& web, Timekeeper& time, SyncReports& reports, Date today)
      : tracker_(tracker), web_(web), time_(time), reports_(reports), today_(today) {}

  Result<void> read_list() {
    Asked<std::vector<Issue>> ours = tracker_.list_ours(web_);
    if (!ours) return std::unexpected(ours.error().error);
    by_marker_.clear();
    by_number_.clear();
    for (Issue& issue : *ours) {
      if (const auto number = tracker_.number_of(issue.url)) by_number_[*number] = issue;
      // Of two with one marker the older counts; lists come in any order, numbers grow.
      if (issue.marker.empty()) continue;
      const auto [found, is_new] = by_marker_.try_emplace(issue.marker, issue);
      const auto older = [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
      };
      if (!is_new && older(issue.key, found->second.key)) found->second = issue;
    }
    return {};
  }

  Result<SyncRow> run(const SyncTask& task) {
    SyncRow row;
    std::string link = task.tracker;
    const auto number = link.empty() ? std::nullopt : tracker_.number_of(link);
    if (number) return compare(task, *number);
    if (task.done) {
      row.step = SyncStep::unchanged;  // what is done needs no issue any more
      return row;
    }
    if (is_ticket_address(link) || (!link.empty() && link.find("://") == std::string::npos)) {
      row.step = SyncStep::elsewhere;
      return row;
    }
    if (const auto found = by_marker_.find(task.marker); found != by_marker_.end()) {
      row.issue = found->second;
      return written(row, SyncStep::linked, reports_.write_link(task, row.issue));
    }
    if (const Result<void> good = reports_.try_link(task); !good) return written(row, SyncStep::failed, good);
    Result<Issue> made = create(task.draft);
    if (!made) return std::unexpected(made.error());
    row.issue = std::move(*made);
    return written(row, SyncStep::created, reports_.write_link(task, row.issue));
  }

 private:
  static SyncRow written(SyncRow row, SyncStep step, const Result<void>& done) {
    row.step = done ? step : SyncStep::failed;
    if (!done) row.error = done.error();
    return row;
  }

  Result<SyncRow> compare(const SyncTask& task, const std::string& number) {
    SyncRow row;
    if (const auto found = by_number_.find(number); found != by_number_.end()) {
      row.issue = found->second;
    } else {
      Asked<Issue> issue = tracker_.look_up(web_, number);
      if (!issue && issue.error().missing) return written(row, SyncStep::failed, std::unexpected(issue.error().error));
      if (!issue) return std::unexpected(issue.error().error);
      row.issue = std::move(*issue);
    }
    const bool by_issue = task.done && tracker_.number_of(task.proof) == number;
    if (row.issue.state == IssueState::closed && !task.done)
      return written(row, SyncStep::done, reports_.tick(task, row.issue, row.issue.closed_on.value_or(today_)));
    if (row.issue.state != IssueState::closed && by_issue)
      return written(row, SyncStep::reopened, reports_.untick(task));
    row.step = SyncStep::unchanged;
    if (row.issue.state == IssueState::dropped && !task.done) row.step = SyncStep::dropped;
    if (row.issue.state == IssueState::open && task.done) row.step = SyncStep::ahead;
    return row;
  }

  /// Where it is unsure whether an issue was made, the tracker is asked before another is.
  Result<Issue> create(const IssueDraft& draft) {
    constexpr int tries_max = 3;
    constexpr std::int64_t pause_ms = 500;
    for (int tried = 1;; ++tried) {
      Asked<Issue> made = tracker_.create(web_, draft);
      if (made) return std::move(*made);
      if (!made.error().unsure) return std::unexpected(made.error().error);
      time_.wait_ms(pause_ms * tried);
      if (const Result<void> read = read_list(); !read) return std::unexpected(read.error());
      if (const auto found = by_marker_.find(draft.marker); found != by_marker_.end()) return found->second;
      if (tried == tries_max) return std::unexpected(made.error().error);
    }
  }

  Tracker& tracker_;
  Web& web_;
  Timekeeper& time_;
  SyncReports& reports_;
  Date today_;
  std::map<std::string, Issue, std::less<>> by_marker_, by_number_;
};

/// GitHub asks for a second between writes where there are many.
constexpr std::size_t many_writes = 20;
constexpr std::int64_t between_writes_ms = 1000;

}  // namespace

std::string_view name_of(SyncStep step) {
  constexpr std::string_view names[] = {"created", "linked", "done",      "reopened", "unchanged",
                                        "dropped", "ahead",  "elsewhere", "failed"};
  return names[static_cast<std::size_t>(step)];
}

std::vector<SyncTask> tasks_to_sync(const Board& board, std::span<const Record> records,
                                    const std::function<std::string(const Record&)>& shown_path) {
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> reports_of_id;
  for (const BoardTask& task : board.tasks) reports_of_id[task.id].push_back(task.report);
  std::vector<SyncTask> out;
  for (const BoardTask& task : board.tasks) {
    const Record& record = records[task.report];
    const KeptMeasure& measure = record.measures[task.measure];
    SyncTask& made = out.emplace_back();
    made.report = task.report;
    made.measure = task.measure;
    made.id = made.marker = task.id;
    if (reports_of_id[task.id].size() > 1) made.marker += "-" + hash_of_place(record.path);
    made.tracker = measure.tracker;
    made.done = measure.done;
    made.proof = measure.proof;
    made.draft = draft_of(record, measure, task, shown_path(record));
    made.draft.marker = made.marker;
  }
  std::sort(out.begin(), out.end(), [](const SyncTask& a, const SyncTask& b) {
    return std::pair(a.report, a.measure) < std::pair(b.report, b.measure);
  });
  return out;
}

std::vector<std::pair<std::uint32_t, WebRequest>> requests_to_send(std::span<const SyncTask> tasks,
                                                                   const Tracker& tracker) {
  std::vector<std::pair<std::uint32_t, WebRequest>> out;
  for (std::uint32_t i = 0; i < tasks.size(); ++i) {
    const std::string& link = tasks[i].tracker;
    const bool linked =
        !link.empty() && (tracker.number_of(link) || is_ticket_address(link) || link.find("://") == std::string::npos);
    if (!tasks[i].done && !linked) out.emplace_back(i, tracker.request_for(tasks[i].draft));
  }
  return out;
}

Result<void> sync_tasks(std::span<const SyncTask> tasks, Tracker& tracker, Web& web, Timekeeper& time,
                        SyncReports& reports, Date today, const std::function<void(const SyncRow&)>& tell) {
  Run run(tracker, web, time, reports, today);
  if (const Result<void> read = run.read_list(); !read) return read;
  const bool many = requests_to_send(tasks, tracker).size() > many_writes;
  bool wrote = false;
  for (std::uint32_t i = 0; i < tasks.size(); ++i) {
    if (many && wrote) time.wait_ms(between_writes_ms);
    Result<SyncRow> row = run.run(tasks[i]);
    if (!row) return std::unexpected(row.error());
    wrote = row->step == SyncStep::created;
    row->task = i;
    tell(*row);
  }
  return {};
}

}  // namespace afterword
