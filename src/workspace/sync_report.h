#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dispatch/sync.h"

namespace afterword {

using PlannedRequests = std::vector<std::pair<std::uint32_t, WebRequest>>;

/// Each request as it would be sent, byte for byte but for the token.
[[nodiscard]] std::string print_sync_plan(std::span<const SyncTask> tasks, std::span<const Record> records,
                                          const PlannedRequests& requests);
/// One line of what came of a task; empty where nothing is to be told.
[[nodiscard]] std::string print_sync_row(const SyncRow& row, const SyncTask& task, std::span<const Record> records);
[[nodiscard]] std::string print_sync_end(std::span<const SyncRow> rows);
/// The public format "afterword.sync/1".
[[nodiscard]] std::string sync_json(std::span<const SyncRow> rows, std::span<const SyncTask> tasks,
                                    std::span<const Record> records);
[[nodiscard]] std::string sync_plan_json(std::span<const SyncTask> tasks, std::span<const Record> records,
                                         const PlannedRequests& requests);

}  // namespace afterword
