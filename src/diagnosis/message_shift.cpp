#include "diagnosis/message_shift.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace afterword {
namespace {

constexpr std::size_t splits_max = 120;
constexpr double chance = 10.83;  // G² of one row that chance exceeds once in a thousand
constexpr double edge = 0.05;     // share of the messages that must lie on either side
constexpr std::int64_t row_splits = 60;
constexpr double weight_of_fewer = 0.5;

struct Split {
  std::int64_t bucket = 0;
  double before = 0;  ///< messages of all rows
};

std::map<std::int64_t, double> volume_of(const LogTable& logs) {
  std::map<std::int64_t, double> volume;
  for (const LogRow& row : logs.rows) {
    auto at = row.cells.empty() ? volume.end() : volume.lower_bound(row.cells.front().bucket);
    for (const LogCell& cell : row.cells) {  // both are in order of time
      while (at != volume.end() && at->first < cell.bucket) {
        ++at;
      }
      if (at == volume.end() || at->first != cell.bucket) {
        at = volume.emplace_hint(at, cell.bucket, 0);
      }
      at->second += cell.count;
    }
  }
  return volume;
}

/// Instants evenly over the record, with enough messages on either side.
std::vector<Split> even_splits(const std::map<std::int64_t, double>& volume, double all) {
  std::vector<Split> splits;
  if (volume.empty()) {
    return splits;
  }
  const std::int64_t first = volume.begin()->first;
  const std::int64_t length = volume.rbegin()->first - first;
  auto at = volume.begin();
  double before = 0;
  for (std::int64_t k = 1; k <= row_splits; ++k) {
    const std::int64_t bucket = first + length * k / (row_splits + 1);
    for (; at != volume.end() && at->first < bucket; ++at) {
      before += at->second;
    }
    const bool enough = before >= edge * all && before <= (1 - edge) * all;
    if (enough && (splits.empty() || splits.back().bucket < bucket)) {
      splits.push_back({bucket, before});
    }
  }
  return splits;
}

}  // namespace

double g_of(double before, double within, double all_before, double all_within) {
  const double row = before + within;
  const double all = all_before + all_within;
  const auto term = [](double seen, double expected) {
    return seen > 0 && expected > 0 ? seen * std::log(seen / expected) : 0;
  };
  return 2 * (term(before, row * all_before / all) + term(within, row * all_within / all) +
              term(all_before - before, (all - row) * all_before / all) +
              term(all_within - within, (all - row) * all_within / all));
}

std::optional<MessageShift> find_message_shift(const LogTable& logs) {
  const std::map<std::int64_t, double> volume = volume_of(logs);
  double all = 0;
  for (const auto& [bucket, count] : volume) {
    all += count;
  }
  if (volume.size() < 10) {
    return std::nullopt;
  }
  std::vector<std::int64_t> splits;
  std::vector<double> before_all;
  const std::size_t step = std::max<std::size_t>(1, volume.size() / splits_max);
  double sum = 0;
  std::size_t number = 0;
  for (const auto& [bucket, count] : volume) {
    if (number++ % step == 0 && sum >= edge * all && sum <= (1 - edge) * all) {
      splits.push_back(bucket);
      before_all.push_back(sum);
    }
    sum += count;
  }
  std::vector<double> total(splits.size(), 0);
  std::vector<std::pair<double, std::uint32_t>> most(splits.size());
  for (std::uint32_t i = 0; i < logs.rows.size(); ++i) {
    const LogRow& row = logs.rows[i];
    double before = 0;
    std::size_t cell = 0;
    for (std::size_t s = 0; s < splits.size(); ++s) {
      while (cell < row.cells.size() && row.cells[cell].bucket < splits[s]) {
        before += row.cells[cell++].count;
      }
      const double g =
          g_of(before, static_cast<double>(row.count) - before, before_all[s], all - before_all[s]) - chance;
      total[s] += std::max(0.0, g);
      if (g > most[s].first) {
        most[s] = {g, i};
      }
    }
  }
  const auto best = std::max_element(total.begin(), total.end());
  if (best == total.end() || *best <= 0) {
    return std::nullopt;
  }
  const auto at = static_cast<std::size_t>(best - total.begin());
  return MessageShift{splits[at] * logs.bucket, *best, most[at].second};
}

std::vector<RowShift> shift_rows(const LogTable& logs) {
  const std::map<std::int64_t, double> volume = volume_of(logs);
  double all = 0;
  for (const auto& [bucket, count] : volume) {
    all += count;
  }
  const std::vector<Split> splits = even_splits(volume, all);
  std::vector<RowShift> shifts(logs.rows.size());
  for (std::size_t i = 0; i < logs.rows.size(); ++i) {
    const LogRow& row = logs.rows[i];
    const auto count = static_cast<double>(row.count);
    double before = 0;
    std::size_t cell = 0;
    for (const Split& split : splits) {
      while (cell < row.cells.size() && row.cells[cell].bucket < split.bucket) {
        before += row.cells[cell++].count;
      }
      const bool more = (count - before) * split.before > before * (all - split.before);
      const double g = g_of(before, count - before, split.before, all - split.before) * (more ? 1 : weight_of_fewer);
      if (g > shifts[i].g) {
        shifts[i] = {split.bucket * logs.bucket, g, before, count - before};
      }
    }
  }
  return shifts;
}

}  // namespace afterword
