#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "archive/board.h"

namespace afterword {

/// Measures that are not done and have a date, each an all-day event of its day (RFC 5545), because few calendars show
/// tasks. The same board gives the same bytes.
/// An event says where its measure stands: `place_of`, or without it the line of the report's file.
[[nodiscard]] std::string board_calendar(const Board& board, std::span<const Record> records,
                                         const std::function<std::string(std::uint32_t report)>& place_of = {});

/// One property as it stands in a calendar: value escaped, folded at 75 bytes between characters, ended by CRLF.
void append_calendar_text(std::string& out, std::string_view name, std::string_view value);

}  // namespace afterword
