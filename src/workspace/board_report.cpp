#include "workspace/board_report.h"

#include "workspace/cells.h"
#include "workspace/frame.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::uint32_t width_min = 60;

std::string text_of(const std::optional<Date>& date) {
  std::string out;
  if (date) append_date(out, *date);
  return out;
}

std::string cut_to_cells(const std::string& text, std::uint32_t cells_max) {
  if (count_cells(text) <= cells_max) return text;
  std::size_t at = 0;
  for (std::uint32_t cells = 0; at < text.size();) {
    const Character next = character_at(text, at);
    if (cells + next.cells + 1 > cells_max) break;
    cells += next.cells;
    at += next.size;
  }
  return text.substr(0, at) + "…";
}

std::string fill(const std::string& text, std::uint32_t cells) {
  const std::uint32_t used = count_cells(text);
  return used < cells ? text + std::string(cells - used, ' ') : text;
}

std::string count_of(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

std::string when_of(const BoardTask& task, Date day) {
  if (task.state == MeasureState::done) return "done";
  if (!task.due) return "no date";
  if (task.late_days) return count_of(static_cast<std::size_t>(*task.late_days), "day") + " late";
  const std::int64_t days = days_of(*task.due) - days_of(day);
  return days == 0 ? "due today" : "in " + count_of(static_cast<std::size_t>(days), "day");
}

std::string_view color_of_state(MeasureState state) {
  constexpr std::string_view colors[] = {"32", "33", "31"};  // done, open, overdue
  return colors[static_cast<std::size_t>(state)];
}

/// Owner, dates and place: what stands below the words.
std::string details_of(const BoardTask& task, const Record& record, const KeptMeasure& measure) {
  std::string out = measure.owner.empty() ? "no owner" : show_path(measure.owner);
  if (task.state == MeasureState::done) {
    if (measure.done_on) out += ", done " + text_of(measure.done_on);
  } else if (task.due) {
    out += ", due " + text_of(task.due);
    if (task.due_origin == DueOrigin::severity) out += "*";
  }
  if (task.age_days && *task.age_days >= 0)
    out += ", " + count_of(static_cast<std::size_t>(*task.age_days), "day") +
           (task.state == MeasureState::done ? " after the outage" : " old");
  return out + ", " + show_path(record.path) + ":" + std::to_string(measure.line);
}

std::string sums_of(const Board& board) {
  std::size_t counts[3] = {}, by_default = 0;
  for (const BoardTask& task : board.tasks) {
    ++counts[static_cast<std::size_t>(task.state)];
    by_default += task.state == MeasureState::overdue && task.due_origin == DueOrigin::severity;
  }
  std::string out = count_of(board.tasks.size(), "measure") + ": " + std::to_string(counts[2]) + " overdue";
  if (by_default > 0) out += " (" + std::to_string(by_default) + " by the default*)";
  return out + ", " + std::to_string(counts[1]) + " open, " + std::to_string(counts[0]) + " done\n";
}

}  // namespace

std::string print_board(const Board& board, std::span<const Record> records, std::uint32_t width, Color color) {
  constexpr std::uint32_t id_cells = 12, when_cells = 15, kind_cells = 10, strength_cells = 8;
  const std::uint32_t indent = id_cells + when_cells + kind_cells + strength_cells;
  const std::uint32_t room = std::max(width, width_min);
  std::string out;
  bool defaults = false;
  for (const BoardTask& task : board.tasks) {
    const Record& record = records[task.report];
    const KeptMeasure& measure = record.measures[task.measure];
    defaults |= task.due_origin == DueOrigin::severity && task.state != MeasureState::done;
    const bool narrow = room < indent + 40;
    out +=
        fill(task.id, id_cells) + paint(fill(when_of(task, board.day), when_cells), color_of_state(task.state), color) +
        fill(std::string(name_of(task.kind)), kind_cells) + fill(std::string(name_of(task.strength)), strength_cells);
    out += narrow ? "\n  " + cut_to_cells(show_path(measure.shown()), room - 2)
                  : cut_to_cells(show_path(measure.shown()), room - indent);
    out += "\n" + std::string(narrow ? 2 : id_cells, ' ') +
           paint(cut_to_cells(details_of(task, record, measure), room - (narrow ? 2 : id_cells)), "2", color) + "\n";
  }
  if (!out.empty()) out += "\n";
  out += sums_of(board);
  if (defaults)
    out +=
        "* No date is stated: 28 days after the outage for severity 1, 56 for severity 2, 90 for others and where none "
        "is named.\n";
  if (board.improvements > 0)
    out += count_of(board.improvements, "broad improvement") +
           " without owner, date, ticket and state left out; --all shows them.\n";
  return out;
}

std::string board_json(const Board& board, std::span<const Record> records) {
  const auto or_null = [](const std::string& text) { return text.empty() ? std::string("null") : json_string(text); };
  const auto number = [](const std::optional<std::int64_t>& days) { return days ? std::to_string(*days) : "null"; };
  std::string out = "{\"schema\":\"afterword.measures/1\",\"day\":" + json_string(text_of(board.day)) +
                    ",\"improvements_left_out\":" + std::to_string(board.improvements) + ",\"measures\":[";
  for (std::size_t i = 0; i < board.tasks.size(); ++i) {
    const BoardTask& task = board.tasks[i];
    const Record& record = records[task.report];
    const KeptMeasure& measure = record.measures[task.measure];
    out += std::string(i > 0 ? "," : "") + "\n{\"id\":" + json_string(task.id) +
           ",\"path\":" + json_string(record.path) + ",\"line\":" + std::to_string(measure.line) +
           ",\"report\":" + json_string(record.title) + ",\"service\":" + or_null(record.service) +
           ",\"severity\":" + or_null(record.severity) + ",\"text\":" + json_string(measure.shown()) +
           ",\"task\":" + (measure.task ? "true" : "false") + ",\"kind\":" + json_string(name_of(task.kind)) +
           ",\"strength\":" + json_string(name_of(task.strength)) + ",\"owner\":" + or_null(measure.owner) +
           ",\"due\":" + or_null(text_of(task.due)) + ",\"due_origin\":" + json_string(name_of(task.due_origin)) +
           ",\"state\":" + json_string(name_of(task.state)) + ",\"age_days\":" + number(task.age_days) +
           ",\"late_days\":" + number(task.late_days) + ",\"done_on\":" + or_null(text_of(measure.done_on)) +
           ",\"proof\":" + or_null(measure.proof) + ",\"tracker\":" + or_null(measure.tracker) + "}";
  }
  return out + "]}\n";
}

}  // namespace afterword
