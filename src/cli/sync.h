#pragma once
#include "archive/board.h"
#include "cli/door.h"

namespace afterword {

/// `measures sync`: tells a tracker of the board's tasks, and the reports of its issues. `folder` is what was named.
ExitCode run_sync(Door& door, const std::vector<Record>& records, const Board& board, const std::string& folder);

}  // namespace afterword
