#include "evidence/payload_clues.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "evidence/zone_inference.h"

namespace afterword {
namespace {

constexpr std::size_t name_least = 5;     // characters
constexpr std::size_t mentions_most = 4;  // a name that is told more often dates nothing
constexpr std::size_t shared_least = 2;   // names that two inputs share at one offset
constexpr Instant told_slack = 5 * 60 * one_second;
constexpr std::int64_t day_minutes = 1440;

constexpr std::size_t bins_least = 12;  // that two curves share
constexpr std::size_t bins_most = 20'000;
constexpr double alike_least = 0.7, apart_least = 0.3;  // correlations

/// "v2.14.0", "c9c3094d83", "ShopErrorsHigh", "OPS-4711": words that hardly mean anything else. Not numbers, dates,
/// clocks.
bool is_name(std::string_view word) {
  if (word.size() < name_least || word.size() > 80) return false;
  std::size_t digits = 0, letters = 0, dots = 0, humps = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    digits += std::isdigit(c) != 0 ? 1 : 0;
    letters += std::isalpha(c) != 0 ? 1 : 0;
    dots += c == '.' ? 1 : 0;
    humps += i > 0 && std::isupper(c) != 0 && std::islower(static_cast<unsigned char>(word[i - 1])) != 0 ? 1 : 0;
  }
  if (humps > 0) return word.size() >= 8;
  return digits > 0 && (letters > 0 || dots == 2) && word[0] != '.';
}

template <class Each>
void for_each_name(std::string_view text, Each each) {
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    std::string_view word = text.substr(at, end - at);
    while (!word.empty() && (word.back() == '.' || word.back() == '-')) word.remove_suffix(1);
    if (word.size() > 2 && (word[0] == 'v' || word[0] == 'V') && std::isdigit(static_cast<unsigned char>(word[1])))
      word.remove_prefix(1);
    if (is_name(word)) each(word);
    at = std::max(end, at + 1);
  }
}

/// Calls `each` with every text that an input tells and its time, times of logs to the bucket.
template <class Take>
void for_each_telling(const Evidence& evidence, Take take) {
  for (const Alert& alert : evidence.alerts) {
    take(alert.place, alert.fired, alert.name);
    take(alert.place, alert.fired, alert.summary);
  }
  for (const Change& change : evidence.changes) {
    take(change.place, change.at, std::string_view(change.id).substr(0, 10));
    take(change.place, change.at, std::string_view(change.commit).substr(0, 10));
    take(change.place, change.at, change.to);
    take(change.place, change.at, change.message);
  }
  for (const Message& message : evidence.messages) take(message.place, message.at, message.text);
  for (const StatusEvent& status : evidence.statuses) take(status.place, status.at, status.text);
  for (const LogRow& row : evidence.logs.rows)
    if (!row.cells.empty()) take(row.first, row.cells.front().bucket * evidence.logs.bucket, row.example);
}

/// When a name was told of, first, and how often.
struct Telling {
  Instant first = 0;
  std::size_t times = 0;
};
using Tellings = std::map<std::string, Telling, std::less<>>;

Tellings names_of(const Evidence& evidence, std::uint32_t input) {
  Tellings names;
  for_each_telling(evidence, [&](const Place& place, Instant at, std::string_view text) {
    if (place.input != input) return;
    for_each_name(text, [&](std::string_view word) {
      Telling& telling = names[std::string(word)];
      if (telling.times++ == 0 || at < telling.first) telling.first = at;
    });
  });
  return names;
}

/// Where and when known inputs first tell of each of the names.
std::map<std::string, std::map<std::uint32_t, Telling>> find_names(const Evidence& evidence, const Tellings& names,
                                                                   const KnownInputs& known) {
  std::map<std::string, std::map<std::uint32_t, Telling>> found;
  for_each_telling(evidence, [&](const Place& place, Instant at, std::string_view text) {
    if (!known[place.input]) return;
    for_each_name(text, [&](std::string_view word) {
      if (!names.contains(word)) return;
      Telling& telling = found[std::string(word)][place.input];
      if (telling.times++ == 0 || at < telling.first) telling.first = at;
    });
  });
  return found;
}

/// The offset in use that a distance between two times can be, the smaller where it may be a day's other side.
std::optional<ZoneClue> offset_of(Instant apart, bool wanders) {
  const Instant quarter = 900 * one_second;
  const std::int64_t quarters = (apart + (apart < 0 ? -quarter : quarter) / 2) / quarter;
  if (std::abs(apart - quarters * quarter) > told_slack) return std::nullopt;
  ZoneClue clue;
  clue.minutes = quarters * 15;
  if (wanders) {
    clue.days = clue.minutes / day_minutes;
    clue.minutes -= clue.days * day_minutes;
    const auto move = [&](std::int64_t days) { clue.days += days, clue.minutes -= days * day_minutes; };
    if (clue.minutes > 840) move(1);
    if (clue.minutes < -720) move(-1);
  }
  if (!is_offset_in_use(clue.minutes)) return std::nullopt;
  return clue;
}

/// A sum per bin of time, from `first` on.
struct Curve {
  Instant bin = 60 * one_second;
  std::int64_t first = 0;  ///< bins since 1970
  std::vector<double> sums;
  std::vector<char> is_set;

  void add(Instant at, double value) {
    const std::int64_t index = at / bin - first;
    if (index < 0 || index >= static_cast<std::int64_t>(sums.size()) || !std::isfinite(value)) return;
    sums[static_cast<std::size_t>(index)] += value;
    is_set[static_cast<std::size_t>(index)] = 1;
  }
};

std::optional<Curve> make_curve(Instant bin, Instant first, Instant last) {
  Curve curve;
  curve.bin = bin;
  curve.first = first / bin;
  const std::int64_t count = last / bin - curve.first + 1;
  if (last < first || count < static_cast<std::int64_t>(bins_least) || count > static_cast<std::int64_t>(bins_most))
    return std::nullopt;
  curve.sums.assign(static_cast<std::size_t>(count), 0.0);
  curve.is_set.assign(static_cast<std::size_t>(count), 0);
  return curve;
}

bool tells_failures(const Series& series) {
  return series.kind == SeriesKind::errors || series.kind == SeriesKind::error_share ||
         series.kind == SeriesKind::latency;
}

/// Adds a series in parts of its largest value, so that each counts alike.
void add_series(const Series& series, Curve& curve) {
  double largest = 0;
  const auto value_at = [&](std::size_t i) {
    return series.counter ? std::max(0.0, series.values[i] - series.values[i - 1]) : series.values[i];
  };
  const std::size_t begin = series.counter ? 1 : 0;
  for (std::size_t i = begin; i < series.values.size(); ++i)
    if (std::isfinite(value_at(i))) largest = std::max(largest, std::abs(value_at(i)));
  if (largest == 0) return;
  for (std::size_t i = begin; i < series.values.size(); ++i) curve.add(series.times[i], value_at(i) / largest);
}

Instant step_of(const Series& series) {
  if (series.times.size() < 2) return 0;
  return (series.times.back() - series.times.front()) / static_cast<Instant>(series.times.size() - 1);
}

std::optional<Curve> failures_of(const Evidence& evidence, std::uint32_t input) {
  Instant step = 60 * one_second, first = 0, last = 0;
  for (const Series& series : evidence.series) {
    if (series.place.input != input || !tells_failures(series) || series.times.empty()) continue;
    step = std::max(step, step_of(series));
    first = first == 0 ? series.times.front() : std::min(first, series.times.front());
    last = std::max(last, series.times.back());
  }
  auto curve = make_curve((step + 59 * one_second) / (60 * one_second) * 60 * one_second, first, last);
  if (!curve) return curve;
  for (const Series& series : evidence.series)
    if (series.place.input == input && tells_failures(series)) add_series(series, *curve);
  return curve;
}

/// What known inputs tell of failures: errors that were logged, else metrics. What was not logged did not happen.
std::optional<Curve> known_failures(const Evidence& evidence, const KnownInputs& known, Instant bin) {
  const auto is_error = [&](const LogRow& row) { return row.level >= LogLevel::error; };
  std::optional<Instant> first, last;
  for (std::size_t i = 0; i < evidence.inputs.size(); ++i) {
    const Input& input = evidence.inputs[i];
    if (!known[i] || !input.first || !input.last) continue;
    if (input.kind != InputKind::log && input.kind != InputKind::metrics) continue;
    first = first ? std::min(*first, *input.first) : *input.first;
    last = last ? std::max(*last, *input.last) : *input.last;
  }
  auto curve = first ? make_curve(bin, *first, *last) : std::nullopt;
  if (!curve) return curve;
  bool any = false;
  for (const LogRow& row : evidence.logs.rows) {
    if (!is_error(row)) continue;
    for (const LogCell& cell : row.cells)
      if (known[cell.first.input]) {
        curve->add(cell.bucket * evidence.logs.bucket, cell.count);
        any = true;
      }
  }
  if (any) std::fill(curve->is_set.begin(), curve->is_set.end(), 1);
  for (const Series& series : evidence.series)
    if (!any && known[series.place.input] && tells_failures(series)) add_series(series, *curve);
  return curve;
}

/// How alike two curves run where both are there, `minutes` being how far `ours` is ahead; 0 where they share too
/// little.
double alike_at(const Curve& ours, const Curve& theirs, std::int64_t minutes) {
  const std::int64_t shift = ours.first - minutes * 60 * one_second / ours.bin - theirs.first;
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < ours.sums.size(); ++i) {
    const std::int64_t k = static_cast<std::int64_t>(i) + shift;
    if (k < 0 || k >= static_cast<std::int64_t>(theirs.sums.size()) || !ours.is_set[i]) continue;
    const auto other = static_cast<std::size_t>(k);
    if (!theirs.is_set[other]) continue;
    const double a = ours.sums[i], b = theirs.sums[other];
    n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
  }
  if (n < static_cast<double>(bins_least) ||
      3 * n < 2 * static_cast<double>(std::min(ours.sums.size(), theirs.sums.size())))
    return 0;
  const double spread = (n * xx - x * x) * (n * yy - y * y);
  return spread <= 0 ? 0 : (n * xy - x * y) / std::sqrt(spread);
}

}  // namespace

std::optional<ZoneClue> ask_shared_names(const Evidence& evidence, std::uint32_t input, const KnownInputs& known,
                                         bool wanders) {
  const Tellings ours = names_of(evidence, input);
  if (ours.empty()) return std::nullopt;
  struct Vote {
    std::vector<std::string> names;
    std::map<std::uint32_t, std::size_t> inputs;
  };
  std::map<std::pair<std::int64_t, std::int64_t>, Vote> votes;
  std::size_t all = 0;
  for (const auto& [name, places] : find_names(evidence, ours, known)) {
    const Telling& our = ours.find(name)->second;
    if (our.times > mentions_most) continue;
    for (const auto& [other, their] : places) {
      if (their.times > mentions_most) continue;
      ++all;
      const auto clue = offset_of(our.first - their.first, wanders);
      if (!clue) continue;
      Vote& vote = votes[{clue->minutes, clue->days}];
      if (std::find(vote.names.begin(), vote.names.end(), name) == vote.names.end()) vote.names.push_back(name);
      ++vote.inputs[other];
      break;
    }
  }
  for (const auto& [offset, vote] : votes) {
    if (vote.names.size() < shared_least || 3 * vote.names.size() < 2 * all) continue;
    const auto most = std::max_element(vote.inputs.begin(), vote.inputs.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    ZoneClue clue{offset.first, offset.second, {}};
    clue.why = "it tells of " + vote.names[0] + (vote.names.size() == 2 ? " and " : ", ") + vote.names[1] +
               (vote.names.size() > 2 ? " and others" : "") + " as " + name_only(evidence.inputs[most->first].path) +
               " does, which states it";
    return clue;
  }
  return std::nullopt;
}

std::optional<ZoneClue> ask_shared_failures(const Evidence& evidence, std::uint32_t input, const KnownInputs& known) {
  const auto ours = failures_of(evidence, input);
  if (!ours) return std::nullopt;
  const auto theirs = known_failures(evidence, known, ours->bin);
  if (!theirs) return std::nullopt;
  std::optional<std::int64_t> best;
  double most = 0, second = 0;
  for (std::int64_t minutes = -720; minutes <= 840; minutes += 15) {
    if (!is_offset_in_use(minutes)) continue;
    const double alike = alike_at(*ours, *theirs, minutes);
    if (alike > most) {
      second = most;
      most = alike;
      best = minutes;
    } else {
      second = std::max(second, alike);
    }
  }
  if (!best || most < alike_least || most - second < apart_least) return std::nullopt;
  return ZoneClue{*best, 0, "its failures rise and fall there as those of inputs that state it"};
}

}  // namespace afterword
