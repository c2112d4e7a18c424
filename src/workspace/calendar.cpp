#include "workspace/calendar.h"

namespace afterword {
namespace {

constexpr std::size_t line_bytes_max = 75;

void append_folded(std::string& out, std::string_view line) {
  std::size_t room = line_bytes_max;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    out += std::string(line.substr(0, cut)) + "\r\n ";
    line.remove_prefix(cut);
    room = line_bytes_max - 1;
  }
  out += std::string(line) + "\r\n";
}

std::string basic_date(Date date) {
  std::string out;
  append_digits(out, date.year, 4);
  append_digits(out, date.month, 2);
  append_digits(out, date.day, 2);
  return out;
}

void append_event(std::string& out, const Board& board, const BoardTask& task, const Record& record,
                  const std::string& place) {
  const KeptMeasure& measure = record.measures[task.measure];
  out += "BEGIN:VEVENT\r\n";
  append_calendar_text(out, "UID", task.id + "@measures.afterword");
  out += "DTSTAMP:" + basic_date(board.day) + "T000000Z\r\n";
  out += "DTSTART;VALUE=DATE:" + basic_date(*task.due) + "\r\n";
  out += "DTEND;VALUE=DATE:" + basic_date(next_day(*task.due)) + "\r\n";
  append_calendar_text(out, "SUMMARY", "Due: " + measure.shown());
  std::string about = record.title + "\n" + place;
  if (!measure.owner.empty()) about += "\nOwner: " + measure.owner;
  if (task.due_origin == DueOrigin::severity) about += "\nThe day is the default for the severity of the outage.";
  append_calendar_text(out, "DESCRIPTION", about);
  append_calendar_text(out, "CATEGORIES", name_of(task.kind));
  out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

}  // namespace

void append_calendar_text(std::string& out, std::string_view name, std::string_view value) {
  std::string line = std::string(name) + ":";
  for (const char c : value) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      line += {'\\', c};
    } else {
      line += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
    }
  }
  append_folded(out, line);
}

std::string board_calendar(const Board& board, std::span<const Record> records,
                           const std::function<std::string(std::uint32_t report)>& place_of) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Afterword//Measures//EN\r\nCALSCALE:GREGORIAN\r\n";
  append_calendar_text(out, "X-WR-CALNAME", "Measures of postmortems");
  for (const BoardTask& task : board.tasks) {
    if (task.state == MeasureState::done || !task.due) continue;
    const Record& record = records[task.report];
    append_event(
        out, board, task, record,
        place_of ? place_of(task.report) : record.path + ":" + std::to_string(record.measures[task.measure].line));
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace afterword
