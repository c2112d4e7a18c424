#include "evidence/log_table.h"

#include <algorithm>

namespace afterword {
namespace {

/// Adds one cell to those in order of time; equal buckets are put together, the first place is kept.
void add_cell(std::vector<LogCell>& cells, const LogCell& cell) {
  if (cells.empty() || cells.back().bucket < cell.bucket) {
    cells.push_back(cell);
    return;
  }
  const auto at = cells.back().bucket == cell.bucket
                      ? cells.end() - 1
                      : std::lower_bound(cells.begin(), cells.end(), cell.bucket,
                                         [](const LogCell& c, std::int64_t bucket) { return c.bucket < bucket; });
  if (at->bucket != cell.bucket) {
    cells.insert(at, cell);
    return;
  }
  at->count += cell.count;
}

void add_cell(std::vector<RequestCell>& cells, const RequestCell& cell) {
  auto at = cells.end();
  if (!cells.empty() && cells.back().bucket >= cell.bucket)
    at = std::lower_bound(cells.begin(), cells.end(), cell.bucket,
                          [](const RequestCell& c, std::int64_t bucket) { return c.bucket < bucket; });
  if (at == cells.end() || at->bucket != cell.bucket) {
    cells.insert(at, cell);
    return;
  }
  at->requests += cell.requests;
  at->errors += cell.errors;
  at->timed += cell.timed;
  at->seconds += cell.seconds;
}

/// Cells of several rows, put together.
void put_in_order(std::vector<LogCell>& cells) {
  const auto earlier = [](const LogCell& a, const LogCell& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket
                                : std::pair(a.first.input, a.first.line) < std::pair(b.first.input, b.first.line);
  };
  if (!std::is_sorted(cells.begin(), cells.end(), earlier)) std::sort(cells.begin(), cells.end(), earlier);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (kept > 0 && cells[kept - 1].bucket == cells[i].bucket)
      cells[kept - 1].count += cells[i].count;
    else
      cells[kept++] = cells[i];
  }
  cells.resize(kept);
}

/// Halves the resolution.
template <class Cell>
void coarsen_cells(std::vector<Cell>& cells) {
  std::vector<Cell> out;
  for (Cell cell : cells) {
    cell.bucket >>= 1;
    add_cell(out, cell);
  }
  cells = std::move(out);
}

}  // namespace

std::uint32_t LogTableBuilder::row_of(LogCounter& counter, LogCounter::Row& row) {
  if (row.generation == generation_) return row.global;
  const RowKey key{miner_.add_fingerprint_of(counter.sorter_.miner(), row.key.fingerprint),
                   services_.add(counter.services_[row.key.service]), hosts_.add(counter.hosts_[row.key.host]),
                   row.key.level};
  const auto [at, fresh] = row_numbers_.try_emplace(key, static_cast<std::uint32_t>(rows_.size()));
  if (fresh) {
    rows_.push_back({});
    rows_.back().key = key;
    rows_.back().example = std::move(row.example);
  }
  row.global = at->second;
  row.generation = generation_;
  return at->second;
}

void LogTableBuilder::append_cells(Row& row, const std::vector<LogCell>& cells, std::uint32_t input,
                                   std::uint64_t lines_before) {
  const std::size_t before = row.cells.size();
  for (LogCell cell : cells) {
    cell.bucket >>= shift_;
    cell.first.input = input;
    cell.first.line += lines_before;
    if (row.first.line == 0) row.first = cell.first;
    add_cell(row.cells, cell);
  }
  cells_ += row.cells.size() - before;
}

void LogTableBuilder::commit(LogCounter& counter, std::uint32_t input, std::uint64_t lines_before) {
  counter.settle();
  for (const std::uint32_t number : counter.touched_) {
    LogCounter::Row& from = counter.rows_[number];
    Row& row = rows_[row_of(counter, from)];
    row.count += from.count;
    append_cells(row, from.cells, input, lines_before);
    from.count = 0;
    from.cells.clear();
  }
  counter.touched_.clear();
  ++counter.block_;
  commit_requests(counter, input);
  counter.forget_if_large();
  if (rows_.size() > compact_at_) compact();
  while (cells_ > cells_max_ && shift_ < 40) coarsen();
}

void LogTableBuilder::commit_requests(LogCounter& counter, std::uint32_t input) {
  for (std::uint32_t service = 0; service < counter.requests_.size(); ++service) {
    LogCounter::Requests& from = counter.requests_[service];
    if (from.cells.empty()) continue;
    const std::uint32_t global = services_.add(counter.services_[service]);
    const auto [at, fresh] = request_numbers_.try_emplace(global, static_cast<std::uint32_t>(requests_.size()));
    if (fresh) requests_.push_back({services_[global], Place{input, 0, 0, 0}, {}});
    for (RequestCell cell : from.cells) {
      cell.bucket >>= shift_;
      add_cell(requests_[at->second].cells, cell);
    }
    from.cells.clear();
  }
}

std::shared_ptr<const TemplateRules> LogTableBuilder::learn_rules() {
  auto rules = std::make_shared<TemplateRules>();
  compact(rules.get());
  return rules;
}

void LogTableBuilder::compact(TemplateRules* rules) {
  std::vector<std::uint32_t> of;
  miner_ = miner_.compact(of, rules);
  std::vector<Row> rows;
  row_numbers_.clear();
  for (Row& row : rows_) {
    row.key.fingerprint = of[row.key.fingerprint];
    const auto [at, fresh] = row_numbers_.try_emplace(row.key, static_cast<std::uint32_t>(rows.size()));
    if (fresh) {
      rows.push_back(std::move(row));
      continue;
    }
    Row& merged = rows[at->second];
    merged.count += row.count;
    merged.cells.insert(merged.cells.end(), row.cells.begin(), row.cells.end());
    row.cells = {};
  }
  cells_ = 0;
  for (Row& row : rows) {
    put_in_order(row.cells);
    cells_ += row.cells.size();
  }
  ++generation_;
  rows_ = std::move(rows);
  compact_at_ = std::max<std::size_t>(60'000, rows_.size() * 2);
}

void LogTableBuilder::coarsen() {
  ++shift_;
  cells_ = 0;
  for (Row& row : rows_) {
    coarsen_cells(row.cells);
    cells_ += row.cells.size();
  }
  for (Requests& requests : requests_) coarsen_cells(requests.cells);
}

void LogTableBuilder::append_series(std::vector<Series>& series) const {
  const auto length = static_cast<double>(std::int64_t{1} << shift_);
  for (const Requests& requests : requests_) {
    Series all, errors, latency;
    all.name = "requests_per_second";
    all.kind = SeriesKind::requests;
    errors.name = "errors_per_second";
    errors.kind = SeriesKind::errors;
    latency.name = "request_seconds_mean";
    latency.kind = SeriesKind::latency;
    std::int64_t next = requests.cells.front().bucket;
    const std::int64_t span = requests.cells.back().bucket - next + 1;
    const bool fill = span <= static_cast<std::int64_t>(requests.cells.size()) * 20;  // a silent second is a value too
    for (const RequestCell& cell : requests.cells) {
      for (; fill && next < cell.bucket; ++next)
        for (Series* s : {&all, &errors}) s->times.push_back((next << shift_) * one_second), s->values.push_back(0);
      next = cell.bucket + 1;
      const Instant at = (cell.bucket << shift_) * one_second;
      all.times.push_back(at);
      all.values.push_back(cell.requests / length);
      errors.times.push_back(at);
      errors.values.push_back(cell.errors / length);
      if (cell.timed == 0) continue;
      latency.times.push_back(at);
      latency.values.push_back(cell.seconds / cell.timed);
    }
    for (Series* s : {&all, &errors, &latency}) {
      s->service = requests.service;
      s->place = requests.first;
      if (!s->times.empty()) series.push_back(std::move(*s));
    }
  }
}

LogTable LogTableBuilder::finish(std::vector<Series>& series) {
  append_series(series);
  TemplateMiner::Templates templates = miner_.merge();
  LogTable out;
  out.bucket = one_second << shift_;
  for (auto& row : templates.rows) out.templates.push_back(std::move(row.text));
  std::unordered_map<RowKey, std::uint32_t, RowKeyHash> numbers;
  for (Row& row : rows_) {
    RowKey key = row.key;
    key.fingerprint = templates.of[key.fingerprint];
    const auto [at, fresh] = numbers.try_emplace(key, static_cast<std::uint32_t>(out.rows.size()));
    if (fresh) {
      LogRow made;
      made.template_id = key.fingerprint;
      made.service = services_[key.service];
      made.host = hosts_[key.host];
      made.level = key.level;
      made.first = row.first;
      made.example = std::move(row.example);
      made.count = row.count;
      made.cells = std::move(row.cells);
      out.rows.push_back(std::move(made));
      continue;
    }
    LogRow& merged = out.rows[at->second];
    merged.count += row.count;
    merged.cells.insert(merged.cells.end(), row.cells.begin(), row.cells.end());
    row.cells = {};
  }
  for (LogRow& row : out.rows) put_in_order(row.cells);
  return out;
}

}  // namespace afterword
