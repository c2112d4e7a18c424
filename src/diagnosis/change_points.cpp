#include "diagnosis/change_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "diagnosis/robust.h"

namespace afterword {
namespace {

constexpr std::size_t points_max = 2'000;
constexpr int rounds_max = 6;
constexpr double variance_floor = 1e-4;  // of values whose variance is 1: a perfect line must not cost minus infinity
constexpr double correlation_max = 0.95;

/// The points that are there, averaged to at most points_max, with the index of the first that each stands for.
struct Points {
  std::vector<double> values;
  std::vector<std::size_t> index;
};

Points read_points(std::span<const double> values) {
  Points points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) {
      points.values.push_back(values[i]);
      points.index.push_back(i);
    }
  }
  if (points.values.size() <= points_max) {
    return points;
  }
  const std::size_t block = (points.values.size() + points_max - 1) / points_max;
  Points fewer;
  for (std::size_t begin = 0; begin < points.values.size(); begin += block) {
    const std::size_t end = std::min(points.values.size(), begin + block);
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      sum += points.values[i];
    }
    fewer.values.push_back(sum / static_cast<double>(end - begin));
    fewer.index.push_back(points.index[begin]);
  }
  return fewer;
}

void draw_in_spikes(std::vector<double>& values) {
  constexpr std::size_t reach = 3;
  std::vector<double> steps;
  for (std::size_t i = 1; i < values.size(); ++i) {
    steps.push_back(std::abs(values[i] - values[i - 1]));
  }
  const double bound = 3 * deviation_of_median * median_of(std::move(steps));
  if (bound <= 0) {
    return;
  }
  const std::vector<double> before = values;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::size_t begin = i < reach ? 0 : i - reach;
    const std::size_t end = std::min(before.size(), i + reach + 1);
    const double middle = median_of(
        {before.begin() + static_cast<std::ptrdiff_t>(begin), before.begin() + static_cast<std::ptrdiff_t>(end)});
    values[i] = std::clamp(before[i], middle - bound, middle + bound);
  }
}

void replace_by_ranks(std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  for (double& value : values) {
    const auto range = std::equal_range(sorted.begin(), sorted.end(), value);
    value = static_cast<double>((range.first - sorted.begin()) + (range.second - sorted.begin())) / 2;
  }
}

/// Mean 0, variance 1. False if all are equal.
bool standardise(std::vector<double>& values) {
  double mean = 0;
  for (const double value : values) {
    mean += value;
  }
  mean /= static_cast<double>(values.size());
  double squares = 0;
  for (double& value : values) {
    value -= mean;
    squares += value * value;
  }
  const double deviation = std::sqrt(squares / static_cast<double>(values.size()));
  if (deviation <= 0) {
    return false;
  }
  for (double& value : values) {
    value /= deviation;
  }
  return true;
}

/// What straight lines leave over, from running sums.
class Lines {
 public:
  explicit Lines(const std::vector<double>& values) : y_(values.size() + 1), yy_(y_), xy_(y_) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      y_[i + 1] = y_[i] + values[i];
      yy_[i + 1] = yy_[i] + values[i] * values[i];
      xy_[i + 1] = xy_[i] + values[i] * static_cast<double>(i);
    }
  }

  struct Fit {
    double mean, slope, centre, squares;
  };
  [[nodiscard]] Fit fit(std::size_t begin, std::size_t end) const {
    const auto n = static_cast<double>(end - begin);
    const double sum = y_[end] - y_[begin];
    const double centre = static_cast<double>(begin + end - 1) / 2;
    const double xx = n * (n * n - 1) / 12;
    const double xy = xy_[end] - xy_[begin] - centre * sum;
    const double slope = xx > 0 ? xy / xx : 0;
    return {sum / n, slope, centre, std::max(0.0, yy_[end] - yy_[begin] - sum * sum / n - slope * xy)};
  }
  [[nodiscard]] double cost(std::size_t begin, std::size_t end) const {
    const auto n = static_cast<double>(end - begin);
    return n * std::log(fit(begin, end).squares / n + variance_floor);
  }

 private:
  std::vector<double> y_, yy_, xy_;
};

std::vector<std::size_t> partition(const Lines& lines, std::size_t n, double penalty, std::size_t shortest) {
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> from(n + 1, 0);
  std::vector<std::size_t> starts;  // that may still begin the last segment of an optimum
  best[0] = -penalty;
  for (std::size_t end = shortest; end <= n; ++end) {
    starts.push_back(end - shortest);
    for (const std::size_t begin : starts) {
      const double total = best[begin] + lines.cost(begin, end) + penalty;
      if (total < best[end]) {
        best[end] = total;
        from[end] = begin;
      }
    }
    std::erase_if(starts, [&](std::size_t begin) {
      return end - begin >= 2 * shortest && best[begin] + lines.cost(begin, end) > best[end];
    });
  }
  std::vector<std::size_t> found;
  for (std::size_t at = from[n]; at > 0; at = from[at]) {
    found.push_back(at);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

/// How much the residuals of a partition follow each other: 0 not at all.
double correlation(const std::vector<double>& values, const Lines& lines, const std::vector<std::size_t>& found) {
  double product = 0;
  double squares = 0;
  double last = 0;
  std::size_t begin = 0;
  for (std::size_t segment = 0; segment <= found.size(); ++segment) {
    const std::size_t end = segment < found.size() ? found[segment] : values.size();
    const Lines::Fit fit = lines.fit(begin, end);
    for (std::size_t i = begin; i < end; ++i) {
      const double residual = values[i] - fit.mean - fit.slope * (static_cast<double>(i) - fit.centre);
      product += residual * last;
      squares += residual * residual;
      last = residual;
    }
    begin = end;
  }
  return squares > 0 ? std::clamp(product / squares, 0.0, correlation_max) : 0;
}

}  // namespace

std::vector<std::size_t> find_change_points(std::span<const double> values, const ChangePointSettings& settings) {
  Points points = read_points(values);
  const std::size_t n = points.values.size();
  const std::size_t shortest = std::max<std::size_t>(3, settings.shortest);
  if (n < 2 * shortest + 1) {
    return {};
  }
  draw_in_spikes(points.values);
  replace_by_ranks(points.values);
  if (!standardise(points.values)) {
    return {};
  }
  const Lines lines(points.values);
  const double penalty = settings.penalty * 1.5 * std::log(static_cast<double>(n));  // three parameters, halved
  std::vector<std::size_t> found;
  for (int round = 0; round < rounds_max; ++round) {
    const double r = correlation(points.values, lines, found);
    std::vector<std::size_t> next = partition(lines, n, penalty * std::sqrt((1 + r) / (1 - r)), shortest);
    if (next == found) {
      break;
    }
    found = std::move(next);
  }
  for (std::size_t& at : found) {
    at = points.index[at];
  }
  return found;
}

}  // namespace afterword
