#include "draft/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "draft/wording.h"

namespace afterword {
namespace {

constexpr int label_columns = 12;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// The time that is shown, cut into columns.
struct Axis {
  Instant from = 0, until = 0;
  int columns = 0;

  [[nodiscard]] int column_of(Instant at) const {
    if (at < from || at >= until) return -1;
    return static_cast<int>(static_cast<double>(at - from) / static_cast<double>(until - from) * columns);
  }
};

/// The outage with half its length on both sides, but no more than there are records for.
Axis make_axis(const Gathered& gathered, int columns) {
  const auto& [onset, detected, end] = gathered.outage;
  Instant first = std::numeric_limits<Instant>::max(), last = std::numeric_limits<Instant>::min();
  for (const Input& input : gathered.evidence.inputs) {
    if (input.kind == InputKind::changes || input.kind == InputKind::chat) continue;
    if (input.first) first = std::min(first, *input.first);
    if (input.last) last = std::max(last, *input.last);
  }
  const Instant begin = onset ? onset->at : detected ? detected->at : first;
  const Instant finish = end ? end->at : std::max(begin, last);
  const Instant margin = std::max(60 * one_second, (finish - begin) / 2);
  if (first > last) {
    first = begin - margin;
    last = finish + margin;
  }
  return {std::max(first, begin - margin), std::min(last, finish + margin) + 1, columns};
}

/// The means of what was measured in each column; NaN where nothing was.
class Row {
 public:
  explicit Row(int columns) : sums_(columns, 0), counts_(columns, 0) {}

  void add(int column, double value) {
    if (column < 0 || std::isnan(value)) return;
    sums_[column] += value;
    counts_[column] += 1;
  }

  [[nodiscard]] std::vector<double> means() const {
    std::vector<double> out(sums_.size(), nothing);
    for (std::size_t i = 0; i < out.size(); ++i)
      if (counts_[i] > 0) out[i] = sums_[i] / counts_[i];
    return out;
  }
  [[nodiscard]] std::vector<double> sums() const { return sums_; }

 private:
  std::vector<double> sums_, counts_;
};

/// Adds a row to another, taking missing as nothing.
void add_to(std::vector<double>& all, const std::vector<double>& row) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!std::isnan(row[i])) all[i] = std::isnan(all[i]) ? row[i] : all[i] + row[i];
}

std::vector<double> growth_of(const Series& series, const Axis& axis) {
  Row row(axis.columns);
  for (std::size_t i = 1; i < series.times.size(); ++i) {
    const double step = series.values[i] - series.values[i - 1];
    const double seconds = static_cast<double>(series.times[i] - series.times[i - 1]) / one_second;
    if (seconds > 0) row.add(axis.column_of(series.times[i]), std::max(0.0, step) / seconds);
  }
  return row.means();
}

/// All series of a kind together: amounts are added up, and of latencies the greatest is shown.
std::vector<double> read_series(const Evidence& evidence, SeriesKind kind, const Axis& axis) {
  std::vector<double> all(axis.columns, nothing);
  for (const Series& series : evidence.series) {
    if (series.kind != kind) continue;
    std::vector<double> own;
    if (series.counter) {
      own = growth_of(series, axis);
    } else {
      Row row(axis.columns);
      for (std::size_t i = 0; i < series.times.size(); ++i) row.add(axis.column_of(series.times[i]), series.values[i]);
      own = row.means();
    }
    if (kind == SeriesKind::latency || kind == SeriesKind::error_share) {
      for (std::size_t i = 0; i < all.size(); ++i)
        if (!std::isnan(own[i])) all[i] = std::isnan(all[i]) ? own[i] : std::max(all[i], own[i]);
    } else {
      add_to(all, own);
    }
  }
  return all;
}

std::vector<double> read_logs(const LogTable& logs, LogLevel at_least, const Axis& axis) {
  Row row(axis.columns);
  bool any = false;
  for (const LogRow& each : logs.rows) {
    if (each.level < at_least) continue;
    for (const LogCell& cell : each.cells) {
      any = true;
      row.add(axis.column_of(cell.bucket * logs.bucket), cell.count);
    }
  }
  return any ? row.sums() : std::vector<double>(axis.columns, nothing);
}

/// Bars of eighths. The ends of the scale stand behind: a bar without a number says nothing.
std::string draw_row(std::string_view label, const std::vector<double>& values) {
  static constexpr std::array<std::string_view, 9> bars = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  double most = 0;
  bool any = false;
  for (const double value : values) {
    any = any || !std::isnan(value);
    if (!std::isnan(value)) most = std::max(most, value);
  }
  if (!any || most <= 0) return {};
  std::string out(label);
  out.resize(label_columns, ' ');
  for (const double value : values) {
    const double share = std::isnan(value) ? 0 : value / most;
    // Something is never drawn as nothing.
    const auto eighths = share <= 0 ? 0 : std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(share * 8)));
    out += std::isnan(value) ? "·" : bars[eighths];
  }
  const bool small = most < 10;
  return out + "  " +
         (small ? std::to_string(std::lround(most * 10) / 10) + "." + std::to_string(std::lround(most * 10) % 10)
                : number_of(most)) +
         "\n";
}

struct Mark {
  Instant at;
  std::string_view name;
};

/// Each mark on a line of its own below the column where it stands, with its clock.
std::string draw_mark(const Axis& axis, const Mark& mark) {
  const int column = axis.column_of(mark.at);
  if (column < 0) return {};
  const std::string text = std::string(mark.name) + " " + clock_of(mark.at);
  const int at = label_columns + column;
  if (at > static_cast<int>(text.size()) + 1)  // left of the arrow where it fits, so that no line grows longer
    return std::string(at - 1 - static_cast<int>(text.size()), ' ') + text + " ▲\n";
  return std::string(at, ' ') + "▲ " + text + "\n";
}

}  // namespace

std::string draw_outage(const Gathered& gathered, int width) {
  const auto& [onset, detected, end] = gathered.outage;
  const bool times = std::any_of(gathered.evidence.inputs.begin(), gathered.evidence.inputs.end(),
                                 [](const Input& input) { return input.first.has_value(); });
  if (!times && !onset && !detected) return {};
  constexpr int number_columns = 10;
  const Axis axis = make_axis(gathered, std::clamp(width, 40, 200) - label_columns - number_columns);
  if (axis.until <= axis.from) return {};
  const Evidence& evidence = gathered.evidence;
  std::string out = draw_row("failures", read_series(evidence, SeriesKind::errors, axis));
  if (out.empty()) out = draw_row("failing", read_series(evidence, SeriesKind::error_share, axis));
  out += draw_row("latency", read_series(evidence, SeriesKind::latency, axis));
  out += draw_row("requests", read_series(evidence, SeriesKind::requests, axis));
  out += draw_row("log errors", read_logs(evidence.logs, LogLevel::error, axis));
  out += draw_row("log lines", read_logs(evidence.logs, LogLevel::unknown, axis));
  if (out.empty()) return {};
  if (onset) out += draw_mark(axis, {onset->at, "onset"});
  if (detected) out += draw_mark(axis, {detected->at, "detected"});
  if (end) out += draw_mark(axis, {end->at, "end"});
  return out;
}

}  // namespace afterword
