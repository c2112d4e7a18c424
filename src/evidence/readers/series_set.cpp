#include "evidence/readers/series_set.h"

#include <cmath>
#include <numeric>

#include "evidence/readers/reading.h"
#include "evidence/readers/series_kind.h"

namespace afterword {
namespace {

void sort_by_time(Series& series) {
  if (std::is_sorted(series.times.begin(), series.times.end())) return;
  std::vector<std::size_t> order(series.times.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return series.times[a] != series.times[b] ? series.times[a] < series.times[b] : a < b;
  });
  std::vector<Instant> times;
  std::vector<double> values;
  for (std::size_t i : order) {
    times.push_back(series.times[i]);
    values.push_back(series.values[i]);
  }
  series.times = std::move(times);
  series.values = std::move(values);
}

/// Requests by code are errors where the code says so: code="503", status="5xx".
bool says_server_error(std::string_view labels) {
  for (std::string_view label : {"code=\"5", "status=\"5", "status_code=\"5"}) {
    const std::size_t at = labels.find(label);
    if (at != std::string_view::npos && at + label.size() + 2 < labels.size() && labels[at + label.size() + 2] == '"')
      return true;
  }
  return false;
}

/// Lines that were counted by level.
bool says_error_level(std::string_view labels) {
  for (std::string_view level : {"error", "ERROR", "fatal", "FATAL", "critical", "CRITICAL"}) {
    if (labels.find("level=\"" + std::string(level) + "\"") != std::string_view::npos) return true;
  }
  return false;
}

/// Servers that count lines leave out what they counted none of. A level without lines is one with 0 of them, or
/// errors would have no normal state to rise from.
void fill_counted_lines(std::vector<Series>& all) {
  constexpr std::size_t values_max = 5'000'000;
  std::vector<Instant> times;
  std::size_t counted = 0;
  for (const Series& series : all) {
    if (series.name != "log_lines") continue;
    ++counted;
    times.insert(times.end(), series.times.begin(), series.times.end());
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  if (counted < 2 || counted * times.size() > values_max) return;
  for (Series& series : all) {
    if (series.name != "log_lines" || series.times.size() >= times.size()) continue;
    sort_by_time(series);
    std::vector<double> values;
    std::size_t next = 0;
    for (Instant at : times) {
      const bool has = next < series.times.size() && series.times[next] == at;
      values.push_back(has ? series.values[next] : 0);
      while (next < series.times.size() && series.times[next] == at) ++next;
    }
    series.times = times;
    series.values = std::move(values);
  }
}

/// The letters Kubernetes makes names of: no vowels, no 0, 1, 3.
bool is_generated(std::string_view part, std::size_t least, std::size_t most) {
  if (part.size() < least || part.size() > most) return false;
  for (char c : part) {
    if (std::string_view("bcdfghjklmnpqrstvwxz2456789").find(c) == std::string_view::npos) return false;
  }
  return true;
}

bool is_hash_of_template(std::string_view part) {
  if (part.size() < 6 || part.size() > 10) return false;
  bool digit = false;
  for (char c : part) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
    digit |= c >= '0' && c <= '9';
  }
  return digit;
}

}  // namespace

void SeriesSet::add(const SeriesName& name, Instant at, double value, const std::function<Place()>& place) {
  std::string key = name.name;
  for (const std::string* part : {&name.service, &name.host, &name.labels}) (key += '\x1F') += *part;
  const auto [found, is_new] = index_.try_emplace(std::move(key), series_.size());
  if (is_new) {
    Series& made = series_.emplace_back();
    made.name = name.name;
    made.service = name.service;
    made.host = name.host;
    made.labels = name.labels;
    made.place = place();
    if (made.service.empty() && !made.host.empty()) {
      std::string pod = service_of_pod(made.host);
      if (pod != made.host) made.service = std::move(pod);
    }
  }
  Series& series = series_[found->second];
  series.times.push_back(at);
  series.values.push_back(value);
}

void SeriesSet::move_to(std::vector<Series>& out) {
  fill_counted_lines(series_);
  for (Series& series : series_) {
    sort_by_time(series);
    series.kind = guess_series_kind(series.name);
    if (series.kind == SeriesKind::requests && says_server_error(series.labels)) series.kind = SeriesKind::errors;
    if (series.name == "log_lines" && says_error_level(series.labels)) series.kind = SeriesKind::errors;
    series.counter = is_counter(series);
    out.push_back(std::move(series));
  }
  series_.clear();
  index_.clear();
}

std::optional<double> read_sample(std::string_view text) {
  text = trim_blanks(text);
  if (text.ends_with('%')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 40) return {};
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return {};
  if (error == std::errc::result_out_of_range) return INFINITY;
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

std::string service_of_pod(std::string_view pod) {
  const std::size_t last = pod.rfind('-');
  if (last == std::string_view::npos || last == 0) return std::string(pod);
  const std::string_view tail = pod.substr(last + 1);
  const std::string_view rest = pod.substr(0, last);
  if (is_generated(tail, 5, 5)) {
    const std::size_t middle = rest.rfind('-');
    if (middle != std::string_view::npos && middle > 0 && is_hash_of_template(rest.substr(middle + 1)))
      return std::string(rest.substr(0, middle));
    return tail.find_first_of("2456789") == std::string_view::npos ? std::string(pod) : std::string(rest);
  }
  const bool ordinal =
      !tail.empty() && tail.size() <= 2 && tail.find_first_not_of("0123456789") == std::string_view::npos;
  return std::string(ordinal ? rest : pod);
}

}  // namespace afterword
