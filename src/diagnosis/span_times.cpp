#include "diagnosis/span_times.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "diagnosis/robust.h"
#include "diagnosis/wording.h"

namespace afterword {
namespace {

constexpr std::size_t side_least = 3;   // spans before and after; fewer tell nothing
constexpr double chance = 2;            // rank-sum deviations that a slower half must show
constexpr double noise_share = 0.1;     // of the usual time
constexpr double noise_least = 1;       // milliseconds
constexpr std::size_t splits = 40;      // instants that are tried
constexpr std::size_t edge = 4;         // of them left out at either end, where a side holds too little
constexpr double slowdown_least = 0.5;  // twice what unharmed services showed at most

/// Numbers of spans as they recur within one trace.
std::string key_of(const std::string& trace, const std::string& id) {
  return trace + ' ' + id;
}

/// Sums of the ranks by size, in the order given; equal values share theirs.
std::vector<double> sum_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> sums(values.size() + 1, 0);
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) {
      ++end;
    }
    for (std::size_t k = i; k < end; ++k) {
      sums[order[k] + 1] = static_cast<double>(i + end + 1) / 2;
    }
    i = end;
  }
  std::partial_sum(sums.begin(), sums.end(), sums.begin());
  return sums;
}

double median_between(const std::vector<double>& values, std::size_t begin, std::size_t end) {
  return median_of(
      {values.begin() + static_cast<std::ptrdiff_t>(begin), values.begin() + static_cast<std::ptrdiff_t>(end)});
}

}  // namespace

SpanTimes::SpanTimes(const std::vector<TraceSpan>& spans) : spans_(spans) {
  std::unordered_map<std::string, std::uint32_t> by_key;
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    by_key.emplace(key_of(spans[i].trace, spans[i].id), i);
  }
  std::vector<std::int64_t> waited(spans.size(), 0);
  std::vector<const std::string*> called(spans.size(), nullptr);
  for (const TraceSpan& span : spans) {
    const auto parent = span.parent.empty() ? by_key.end() : by_key.find(key_of(span.trace, span.parent));
    if (parent == by_key.end()) {
      continue;
    }
    waited[parent->second] += span.duration;
    const std::string& caller = spans[parent->second].service;
    if (!span.service.empty() && !caller.empty() && caller != span.service) {
      called[parent->second] = &span.service;
    }
  }
  std::map<std::pair<std::string, std::pair<std::string, std::string>>, std::size_t> places;
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    const TraceSpan& span = spans[i];
    if (span.service.empty()) {
      continue;
    }
    const std::string other = called[i] == nullptr ? "" : *called[i];
    const std::string operation = called[i] == nullptr ? span.operation : "";
    const auto [it, is_new] = places.try_emplace({span.service, {other, operation}}, works_.size());
    if (is_new) {
      works_.push_back({.service = span.service, .other = other, .operation = operation});
    }
    Work& work = works_[it->second];
    work.spans.push_back(i);
    work.starts.push_back(span.start);
    work.milliseconds.push_back(static_cast<double>(std::max<std::int64_t>(0, span.duration - waited[i])) / 1e6);
  }
  for (Work& work : works_) {
    work.ranks_up_to = sum_ranks(work.milliseconds);
  }
}

/// How surely ranks say that times grew from there on, in deviations.
double SpanTimes::Work::certainty_at(std::size_t split) const {
  const auto before = static_cast<double>(split);
  const auto all = static_cast<double>(starts.size());
  const double after = all - before;
  const double excess = ranks_up_to.back() - ranks_up_to[split] - after * (all + 1) / 2;
  return excess / std::sqrt(before * after * (all + 1) / 12);
}

/// By how many deviations the middle time grew, if ranks say that it did; 0 if not.
double SpanTimes::Work::shift_at(std::size_t split) const {
  if (certainty_at(split) < chance) {
    return 0;
  }
  const double usual = median_between(milliseconds, 0, split);
  std::vector<double> apart;
  for (std::size_t i = 0; i < split; ++i) {
    apart.push_back(std::abs(milliseconds[i] - usual));
  }
  const double noise = std::max({deviation_of_median * median_of(std::move(apart)), noise_share * usual, noise_least});
  return std::max(0.0, (median_between(milliseconds, split, starts.size()) - usual) / noise);
}

std::string SpanTimes::Work::describe(std::size_t split) const {
  const std::string times = write_number(median_between(milliseconds, split, starts.size())) + " ms instead of " +
                            write_number(median_between(milliseconds, 0, split)) + " ms";
  return other.empty() ? "“" + operation + "” of " + service + " takes " + times + " of its own"
                       : "calls of " + other + " by " + service + " take " + times + " on the way";
}

std::map<std::string, Slowness> SpanTimes::measure(Instant onset) const {
  struct Sum {
    double sum = 0;
    std::size_t count = 0;
    double greatest = 0;
    const Work* work = nullptr;
    std::size_t split = 0;
  };
  std::map<std::string, Sum> sums;
  for (const Work& work : works_) {
    const auto split =
        static_cast<std::size_t>(std::lower_bound(work.starts.begin(), work.starts.end(), onset) - work.starts.begin());
    if (split < side_least || work.starts.size() - split < side_least) {
      continue;
    }
    const double shift = std::log1p(work.shift_at(split));
    for (const std::string* service : {&work.service, &work.other}) {
      if (service->empty()) {
        continue;
      }
      Sum& sum = sums[*service];
      sum.sum += shift;
      ++sum.count;
      if (shift > sum.greatest) {
        sum.greatest = shift;
        sum.work = &work;
        sum.split = split;
      }
    }
  }
  std::map<std::string, Slowness> slow;
  for (const auto& [service, sum] : sums) {
    Slowness slowness{.score = sum.sum / static_cast<double>(sum.count + 1)};  // one more: a single thing tells little
    if (sum.work != nullptr) {
      slowness.reason = sum.work->describe(sum.split);
      slowness.place = spans_[sum.work->spans[sum.split]].place;
    }
    slow.emplace(service, std::move(slowness));
  }
  return slow;
}

/// Where the ranks of what became slowest of a service say that it did.
Instant SpanTimes::date(const std::string& service, Instant near) const {
  const Work* slowest = nullptr;
  double greatest = 0;
  for (const Work& work : works_) {
    const auto split =
        static_cast<std::size_t>(std::lower_bound(work.starts.begin(), work.starts.end(), near) - work.starts.begin());
    if ((work.service != service && work.other != service) || split < side_least ||
        work.starts.size() - split < side_least) {
      continue;
    }
    if (const double shift = work.shift_at(split); shift > greatest) {
      greatest = shift;
      slowest = &work;
    }
  }
  double surest = 0;
  Instant at = near;
  for (std::size_t split = side_least; slowest != nullptr && split + side_least <= slowest->starts.size(); ++split) {
    if (const double certainty = slowest->certainty_at(split); certainty > surest) {
      surest = certainty;
      at = slowest->starts[split];
    }
  }
  return at;
}

std::optional<Slowdown> SpanTimes::find_slowdown() const {
  if (spans_.empty()) {
    return std::nullopt;
  }
  const Instant first = spans_.front().start;
  const Instant length = spans_.back().start - first;
  std::optional<Slowdown> best;
  double most = slowdown_least;
  for (std::size_t k = edge; k <= splits - edge; ++k) {
    const Instant at = first + length / static_cast<Instant>(splits) * static_cast<Instant>(k);
    std::map<std::string, Slowness> services = measure(at);
    const auto slowest = std::max_element(services.begin(), services.end(),
                                          [](const auto& a, const auto& b) { return a.second.score < b.second.score; });
    if (slowest != services.end() && slowest->second.score > most) {
      most = slowest->second.score;
      best = Slowdown{at, slowest->first, std::move(services)};
    }
  }
  if (best) {
    best->at = date(best->service, best->at);
  }
  return best;
}

}  // namespace afterword
