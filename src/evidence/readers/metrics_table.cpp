// Metrics as a table: long (one value a row), wide (one metric a column), with one head line or several, or as records
// in JSON.
#include <cmath>
#include <map>

#include "evidence/readers/csv.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "evidence/readers/series_kind.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

constexpr std::size_t rows_looked_at = 24;
constexpr std::size_t head_rows_max = 6;

enum class ColumnUse : std::uint8_t { none, time, service, host, metric, value, label };

struct Column {
  ColumnUse use = ColumnUse::none;
  std::string name;  ///< of the metric or label
  std::string service, host, labels;
};

struct Layout {
  std::vector<Column> columns;
  std::size_t time_column = 0;
  std::size_t head_rows = 0;
  bool is_long = false;
};

using Cells = std::vector<std::string>;

bool is_number(std::string_view cell) {
  return read_sample(cell).has_value();
}

/// The column that holds the times in this row of samples.
std::optional<std::size_t> find_time_column(const std::vector<Cells>& rows, std::size_t head_rows) {
  const Cells& row = rows[head_rows];
  InstantReader instants({});
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < row.size() && i < 64; ++i) {
    if (!instants.read(row[i])) continue;
    const bool named = head_rows > 0 && i < rows[0].size() && role_of(rows[0][i]) == PayloadRole::time;
    // Bytes in use look like seconds since 1970 too: a number is a time only where its name or place says so.
    if (!named && is_number(row[i]) && i > 0) continue;
    if (named && (!best || i > *best)) {
      best = i;
      if (is_number(row[i])) break;
    } else if (!best) {
      best = i;
    }
  }
  return best;
}

std::size_t count_head_rows(const std::vector<Cells>& rows) {
  InstantReader instants({});
  for (std::size_t n = 0; n < rows.size() && n < head_rows_max; ++n) {
    for (std::size_t i = 0; i < rows[n].size() && i < 8; ++i) {
      if (instants.read(rows[n][i])) return n;
    }
  }
  return head_rows_max;
}

/// Whether the samples looked at hold numbers in this column, and at least one.
bool holds_numbers(const std::vector<Cells>& rows, std::size_t first_row, std::size_t column) {
  bool any = false;
  for (std::size_t n = first_row; n < rows.size(); ++n) {
    if (column >= rows[n].size() || rows[n][column].empty()) continue;
    if (!is_number(rows[n][column])) return false;
    any = true;
  }
  return any;
}

/// Several head lines, each named by its first cell: the service, the metric, the statistic of each column.
void name_by_head_lines(const std::vector<Cells>& rows, Layout& layout) {
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    Column& column = layout.columns[i];
    if (i == layout.time_column) continue;
    column.use = ColumnUse::value;
    for (std::size_t n = 0; n < layout.head_rows; ++n) {
      if (i >= rows[n].size() || rows[n][i].empty()) continue;
      const PayloadRole role = role_of(rows[n][0]);
      if (role == PayloadRole::service) {
        column.service = rows[n][i];
      } else if (role == PayloadRole::host) {
        column.host = rows[n][i];
      } else {
        column.name += (column.name.empty() ? "" : "_") + rows[n][i];
      }
    }
  }
}

void name_by_head_line(const std::vector<Cells>& rows, std::string_view path, Layout& layout) {
  const Cells none;
  const Cells& head = layout.head_rows > 0 ? rows[0] : none;
  bool has_metric = false, has_value = false;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    Column& column = layout.columns[i];
    column.name = i < head.size() ? head[i] : "";
    const PayloadRole role = role_of(column.name);
    if (i == layout.time_column || role == PayloadRole::time) {
      column.use = i == layout.time_column ? ColumnUse::time : ColumnUse::none;
    } else if (role == PayloadRole::service) {
      column.use = ColumnUse::service;
    } else if (role == PayloadRole::host) {
      column.use = ColumnUse::host;
    } else if (role == PayloadRole::metric || (role == PayloadRole::operation && column.name == "name")) {
      column.use = ColumnUse::metric;
      has_metric = true;
    } else if (holds_numbers(rows, layout.head_rows, i)) {
      column.use = ColumnUse::value;
      has_value |= role == PayloadRole::value;
      if (role == PayloadRole::value || column.name.empty()) {
        const std::string file = file_name_of(path);
        column.name = file.substr(0, file.find('.'));
      }
    } else {
      column.use = ColumnUse::label;
    }
  }
  layout.is_long = has_metric && has_value;
  for (std::size_t i = 0; i < layout.columns.size() && layout.is_long; ++i) {
    Column& column = layout.columns[i];
    if (column.use == ColumnUse::value && (i >= head.size() || role_of(head[i]) != PayloadRole::value))
      column.use = ColumnUse::label;
  }
}

/// "carts_cpu", "carts_latency-90", "orders_cpu": where most columns are called so, the first part is the service. An
/// ending counts if it says what is measured and stands behind two beginnings at least.
void split_services(Layout& layout) {
  const auto ending_of = [](const Column& column) -> std::size_t {
    const std::size_t bar = column.name.rfind('_');
    const bool apart = bar != std::string::npos && bar > 0 && bar + 1 < column.name.size();
    return apart && guess_series_kind(column.name.substr(bar + 1)) != SeriesKind::other ? bar : std::string::npos;
  };
  std::map<std::string, std::size_t> endings;
  std::size_t values = 0, shared = 0;
  for (const Column& column : layout.columns) {
    if (column.use == ColumnUse::service || column.use == ColumnUse::host) return;
    if (column.use != ColumnUse::value) continue;
    ++values;
    if (const std::size_t bar = ending_of(column); bar != std::string::npos) ++endings[column.name.substr(bar + 1)];
  }
  for (const auto& [ending, count] : endings) shared += count > 1 ? count : 0;
  if (endings.size() < 2 || shared * 4 < values * 3) return;
  for (Column& column : layout.columns) {
    const std::size_t bar = column.use == ColumnUse::value ? ending_of(column) : std::string::npos;
    if (bar == std::string::npos) continue;
    column.service = column.name.substr(0, bar);
    column.name = column.name.substr(bar + 1);
  }
}

std::optional<Layout> find_layout(std::string_view bytes, char separator, std::string_view path) {
  CsvReader reader(bytes, separator);
  CsvRow row;
  std::vector<Cells> rows;
  while (rows.size() < rows_looked_at && reader.next(row)) rows.emplace_back(row.cells.begin(), row.cells.end());
  if (rows.size() > 3) rows.pop_back();  // a head may end in the middle of a row
  Layout layout;
  layout.head_rows = count_head_rows(rows);
  if (layout.head_rows >= rows.size() || layout.head_rows == head_rows_max) return {};
  const auto time_column = find_time_column(rows, layout.head_rows);
  if (!time_column) return {};
  layout.time_column = *time_column;
  layout.columns.resize(rows[layout.head_rows].size());
  if (layout.head_rows > 1) {
    name_by_head_lines(rows, layout);
  } else {
    name_by_head_line(rows, path, layout);
    if (!layout.is_long) split_services(layout);
  }
  layout.columns[layout.time_column].use = ColumnUse::time;
  return layout;
}

void add_label(std::string& labels, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  labels += (labels.empty() ? "" : ",") + std::string(name) + "=\"" + std::string(value) + "\"";
}

void read_row(const Layout& layout, const CsvRow& row, Reading& reading, SeriesSet& series) {
  if (layout.time_column >= row.cells.size()) {
    reading.add_unreadable(reading.place(row.begin, row.end));
    return;
  }
  const auto at = reading.instants.read(row.cells[layout.time_column]);
  if (!at) {
    reading.add_without_time(reading.place(row.begin, row.end));
    return;
  }
  SeriesName name;
  std::string_view metric;
  for (std::size_t i = 0; i < layout.columns.size() && i < row.cells.size(); ++i) {
    const Column& column = layout.columns[i];
    if (column.use == ColumnUse::service) name.service = row.cells[i];
    if (column.use == ColumnUse::host) name.host = row.cells[i];
    if (column.use == ColumnUse::metric) metric = row.cells[i];
    if (column.use == ColumnUse::label) add_label(name.labels, column.name, row.cells[i]);
  }
  bool any = false;
  for (std::size_t i = 0; i < layout.columns.size() && i < row.cells.size(); ++i) {
    const Column& column = layout.columns[i];
    if (column.use != ColumnUse::value) continue;
    const auto value = read_sample(row.cells[i]);
    if (!value) {
      if (!row.cells[i].empty()) reading.add_unreadable(reading.place(row.begin, row.end));
      continue;
    }
    any = true;
    SeriesName full = name;
    full.name = layout.is_long ? std::string(metric) : column.name;
    if (!column.service.empty()) full.service = column.service;
    if (!column.host.empty()) full.host = column.host;
    series.add(full, *at, *value, [&] { return reading.place(row.begin, row.end); });
  }
  if (any) reading.add_record();
}

int recognise_records(std::string_view json) {
  const JsonDocument document(json);
  int all = 0, samples = 0;
  for_each_record({}, &document, [&](const PayloadRecord& record) {
    ++all;
    if (record.has(PayloadRole::time) && record.has(PayloadRole::value) && is_number(record[PayloadRole::value]) &&
        !record.has(PayloadRole::threshold) && record.has(PayloadRole::metric))
      ++samples;
    return all < 20;
  });
  return samples == 0 || samples + 1 < all ? 0 : 76;
}

void read_records(Reading& reading, SeriesSet& series) {
  const JsonDocument document(reading.bytes);
  reading.note_faults(document);
  for_each_record({}, &document, [&](const PayloadRecord& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[PayloadRole::time]);
    const auto value = read_sample(record[PayloadRole::value]);
    if (!at) {
      reading.add_without_time(place);
    } else if (!value) {
      reading.add_unreadable(place);
    } else {
      SeriesName name{record[PayloadRole::metric], record[PayloadRole::service], record[PayloadRole::host], {}};
      for (const auto& [label, text] : record.others) add_label(name.labels, label, text);
      series.add(name, *at, *value, [&] { return place; });
      reading.add_record();
    }
    return true;
  });
}

}  // namespace

int recognise_metrics_table(std::string_view head, std::string_view path) {
  if (const std::string_view json = json_head(head); !json.empty()) return recognise_records(json);
  const char separator = find_separator(head);
  if (separator == '\0') return 0;
  const auto layout = find_layout(head, separator, path);
  if (!layout) return 0;
  if (layout->is_long) return 80;
  std::size_t values = 0, labels = 0;
  for (const Column& column : layout->columns) {
    if (column.use == ColumnUse::value) ++values;
    if (column.use == ColumnUse::label) ++labels;
    const PayloadRole role = role_of(column.name);
    if (role == PayloadRole::span || role == PayloadRole::parent || role == PayloadRole::message ||
        role == PayloadRole::commit)
      return 0;
  }
  if (values == 0 || labels > values) return 0;
  return layout->head_rows > 1 ? 70 : layout->head_rows == 1 ? 62 : 0;
}

void read_metrics_table(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  SeriesSet series;
  const char separator = find_separator(bytes);
  if (!json_head(bytes).empty()) {
    read_records(reading, series);
  } else if (const auto layout = find_layout(bytes.substr(0, head_bytes), separator, context.path)) {
    CsvReader reader(bytes, separator);
    CsvRow row;
    for (std::size_t n = 0; reader.next(row); ++n) {
      if (n >= layout->head_rows) read_row(*layout, row, reading, series);
    }
  } else {
    reading.note(reading.place(0, 0), "unreadable", "no column of it holds times");
  }
  series.move_to(evidence.series);
  reading.finish("rows");
}

}  // namespace afterword
