#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "archive/board.h"
#include "dispatch/tracker.h"

namespace afterword {

/// A measure as the tracker is to know it.
struct SyncTask {
  std::uint32_t report = 0, measure = 0;  ///< places
  std::string id;                         ///< of ids_of_measures
  std::string marker;                     ///< by which its issue is found again
  std::string tracker;                    ///< what the report names, or empty
  bool done = false;
  std::string proof;
  IssueDraft draft;
};

/// The tasks of a board, in the order of their reports. `shown_path` is how an issue calls a report: nothing of the
/// machine should be in it.
[[nodiscard]] std::vector<SyncTask> tasks_to_sync(const Board& board, std::span<const Record> records,
                                                  const std::function<std::string(const Record&)>& shown_path);

enum class SyncStep : std::uint8_t {
  created,    ///< an issue was made and its link written
  linked,     ///< an issue that an earlier run made was found, its link written
  done,       ///< the issue was closed: ticked off in the report
  reopened,   ///< the issue that was the proof is open again, so is the measure
  unchanged,  ///< both say the same
  dropped,    ///< the issue was closed without being done: a person decides
  ahead,      ///< done in the report, open in the tracker: a person decides
  elsewhere,  ///< linked to something that is no issue of this project
  failed,     ///< this one went wrong, see error
};
[[nodiscard]] std::string_view name_of(SyncStep step);

struct SyncRow {
  std::uint32_t task = 0;  ///< place in the tasks
  SyncStep step{};
  Issue issue;  ///< empty where none is known
  Error error;  ///< where it failed
};

/// What a sync changes in reports. Each call is one whole change, on disk when it returns.
class SyncReports {
 public:
  virtual ~SyncReports() = default;
  /// Whether write_link could: asked before an issue is made.
  [[nodiscard]] virtual Result<void> try_link(const SyncTask& task) const = 0;
  [[nodiscard]] virtual Result<void> write_link(const SyncTask& task, const Issue& issue) = 0;
  [[nodiscard]] virtual Result<void> tick(const SyncTask& task, const Issue& issue, Date day) = 0;
  [[nodiscard]] virtual Result<void> untick(const SyncTask& task) = 0;
};

/// Brings a tracker and reports together. An issue's link is written before the next is made; before one is made, none
/// may carry its marker, so neither a second run nor one after an interrupted one makes anything twice. `tell` hears
/// each row as it happens. The first trouble with the tracker ends it; what a report refuses is a row. `today` stands
/// for a closing day that the tracker does not name.
[[nodiscard]] Result<void> sync_tasks(std::span<const SyncTask> tasks, Tracker& tracker, Web& web, Timekeeper& time,
                                      SyncReports& reports, Date today,
                                      const std::function<void(const SyncRow&)>& tell);

/// The requests that a first run would write with, in order: of tasks that are open and linked to no ticket.
[[nodiscard]] std::vector<std::pair<std::uint32_t, WebRequest>> requests_to_send(std::span<const SyncTask> tasks,
                                                                                 const Tracker& tracker);

}  // namespace afterword
