#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "archive/board.h"
#include "workspace/report.h"

namespace afterword {

/// For a terminal of `width` cells: two lines a measure, overdue first.
[[nodiscard]] std::string print_board(const Board& board, std::span<const Record> records, std::uint32_t width,
                                      Color color);
/// `afterword.measures/1`, see docs/formats/measures.md.
[[nodiscard]] std::string board_json(const Board& board, std::span<const Record> records);

}  // namespace afterword
