// Who calls whom, as a table: one pair a row ("Source,Target,Weight"), or a matrix of callers and callees.
#include "evidence/readers/csv.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view caller_names[] = {"source", "caller", "from", "parent", "src", "client", "upstream"};
constexpr std::string_view callee_names[] = {"target", "callee", "to",     "child",     "destination",
                                             "dst",    "dest",   "server", "downstream"};
constexpr std::string_view count_names[] = {"weight", "count", "calls", "requests"};

template <std::size_t n>
std::optional<std::size_t> find_column(const CsvRow& head, const std::string_view (&column_names)[n]) {
  for (std::size_t i = 0; i < head.cells.size(); ++i) {
    const std::string cell = lower_ascii(head.cells[i]);
    for (std::string_view name : column_names) {
      if (cell == name) return i;
    }
  }
  return {};
}

struct Columns {
  std::size_t caller = 0, callee = 0;
  std::optional<std::size_t> count;
};

/// A list of pairs has few columns, and one for either end.
std::optional<Columns> find_columns(const CsvRow& head) {
  const auto caller = find_column(head, caller_names);
  const auto callee = find_column(head, callee_names);
  if (!caller || !callee || *caller == *callee || head.cells.size() > 4) return {};
  return Columns{*caller, *callee, find_column(head, count_names)};
}

/// A matrix begins with an empty cell, has as many names as numbers, and its rows are called like its columns.
bool is_matrix(std::string_view bytes, char separator, bool whole) {
  CsvReader reader(bytes, separator);
  CsvRow row;
  if (!reader.next(row) || row.cells.size() < 3 || !row.cells[0].empty()) return false;
  const std::vector<std::string> columns(row.cells.begin(), row.cells.end());
  std::size_t rows = 0, named = 0;
  while (reader.next(row)) {
    if (row.cells.size() != columns.size()) {
      if (!whole) break;  // a head may end in the middle of a row
      return false;
    }
    ++rows;
    if (std::find(columns.begin(), columns.end(), row.cells[0]) != columns.end()) ++named;
    for (std::size_t i = 1; i < row.cells.size() && i < 16; ++i) {
      if (!read_sample(row.cells[i])) return false;
    }
    if (rows == 20) break;
  }
  return rows > 0 && named * 10 >= rows * 8;
}

void read_matrix(CsvReader& reader, const CsvRow& head, Reading& reading) {
  const std::vector<std::string> callees(head.cells.begin(), head.cells.end());
  CsvRow row;
  while (reader.next(row)) {
    for (std::size_t i = 1; i < row.cells.size() && i < callees.size(); ++i) {
      const auto weight = read_sample(row.cells[i]);
      if (!weight) {
        reading.add_unreadable(reading.place(row.begin, row.end));
      } else if (*weight > 0 && *weight < 1e18) {
        reading.evidence.calls.push_back(
            {std::string(row.cells[0]), callees[i], std::max<std::uint64_t>(1, static_cast<std::uint64_t>(*weight))});
        reading.add_record();
      }
    }
  }
}

void read_pairs(CsvReader& reader, const Columns& columns, Reading& reading) {
  CsvRow row;
  while (reader.next(row)) {
    if (std::max(columns.caller, columns.callee) >= row.cells.size()) {
      reading.add_unreadable(reading.place(row.begin, row.end));
      continue;
    }
    std::uint64_t count = 1;
    if (columns.count && *columns.count < row.cells.size()) {
      const double weight = read_sample(row.cells[*columns.count]).value_or(1);
      if (weight > 1 && weight < 1e18) count = static_cast<std::uint64_t>(weight);
    }
    reading.evidence.calls.push_back(
        {std::string(row.cells[columns.caller]), std::string(row.cells[columns.callee]), count});
    reading.add_record();
  }
}

}  // namespace

int recognise_call_graph(std::string_view head, std::string_view) {
  const char separator = find_separator(head);
  if (separator == '\0' || !json_head(head).empty()) return 0;
  CsvReader reader(head, separator);
  CsvRow row;
  if (!reader.next(row)) return 0;
  return find_columns(row) || is_matrix(head, separator, head.size() < head_bytes) ? 82 : 0;
}

void read_call_graph(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  CsvReader reader(bytes, find_separator(bytes));
  CsvRow head;
  if (reader.next(head)) {
    if (const auto columns = find_columns(head)) {
      read_pairs(reader, *columns, reading);
    } else {
      read_matrix(reader, head, reading);
    }
  }
  reading.finish("calls");
}

}  // namespace afterword
