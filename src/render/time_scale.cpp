#include "render/time_scale.h"

namespace afterword {

namespace {

constexpr double break_paper = 44;
constexpr std::size_t breaks_max = 3;

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

}  // namespace

TimeScale::TimeScale(std::vector<std::int64_t> moments, double begin, double end) : begin_(begin) {
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  if (moments.empty()) moments.push_back(0);
  first_ = moments.front();
  last_ = moments.back();
  struct Gap {
    std::int64_t from, until;
    [[nodiscard]] std::int64_t length() const { return until - from; }
  };
  std::vector<Gap> gaps;
  for (std::size_t i = 1; i < moments.size(); ++i) gaps.push_back({moments[i - 1], moments[i]});
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return a.length() != b.length() ? a.length() > b.length() : a.from < b.from;
  });
  double paper = end - begin;
  std::int64_t straight = last_ - first_;
  std::size_t broken = 0;
  while (broken < gaps.size() && broken < breaks_max && gaps.size() - broken >= 2) {
    const std::int64_t longest = gaps[broken].length();
    const std::int64_t median = gaps[broken + (gaps.size() - broken) / 2].length();
    const bool cramped = static_cast<double>(median) * paper / static_cast<double>(straight) < 24;
    if (longest <= 6 * median || longest * 3 <= straight || !cramped) break;
    straight -= longest;
    paper -= break_paper;
    ++broken;
  }
  per_second_ = straight > 0 ? paper / static_cast<double>(straight) : 0;
  gaps.resize(broken);
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.from < b.from; });
  std::int64_t from = first_;
  double at = begin_;
  for (const Gap& gap : gaps) {
    at += static_cast<double>(gap.from - from) * per_second_;
    breaks_.push_back({gap.from, gap.until, at, at + break_paper});
    at += break_paper;
    from = gap.until;
  }
}

double TimeScale::at(std::int64_t seconds) const {
  std::int64_t from = first_;
  double place = begin_;
  for (const Break& gap : breaks_) {
    if (seconds <= gap.from) break;
    if (seconds < gap.until) {
      const double share = static_cast<double>(seconds - gap.from) / static_cast<double>(gap.until - gap.from);
      return gap.begin + share * (gap.end - gap.begin);
    }
    from = gap.until;
    place = gap.end;
  }
  return place + static_cast<double>(seconds - from) * per_second_;
}

bool TimeScale::in_break(std::int64_t seconds) const {
  return std::any_of(breaks_.begin(), breaks_.end(),
                     [&](const Break& gap) { return seconds > gap.from && seconds < gap.until; });
}

std::vector<std::int64_t> moments_of(const Chronology& chronology) {
  std::vector<std::int64_t> moments{chronology.first, chronology.last};
  if (chronology.start_known) moments.push_back(0);
  for (const auto& at : {chronology.detected, chronology.eased, chronology.ended}) {
    if (at) moments.push_back(*at);
  }
  for (const auto& at : chronology.at) {
    if (at) moments.push_back(*at);
  }
  return moments;
}

std::vector<Tick> choose_ticks(const TimeScale& scale, const Chronology& chronology, double apart) {
  constexpr int steps_min[] = {1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200};
  std::int64_t step = 60LL * 43200 * 12;
  for (const int minutes : steps_min) {
    if (minutes * 60 * scale.per_second() >= apart) {
      step = minutes * 60LL;
      break;
    }
  }
  const std::int64_t zero = chronology.clock_minutes ? *chronology.clock_minutes * 60LL : 0;
  std::vector<Tick> ticks;
  double free_from = -1e9;
  std::int64_t last_day = INT64_MIN;
  for (std::int64_t local = floor_to(scale.first() + zero + step - 1, step); local - zero <= scale.last();) {
    const std::int64_t at = local - zero;
    const Break* inside = nullptr;
    for (const Break& gap : scale.breaks()) {
      if (at > gap.from && at < gap.until) inside = &gap;
    }
    if (inside != nullptr) {
      local = std::max(local + step, floor_to(inside->until + zero + step - 1, step));
      continue;
    }
    if (scale.at(at) >= free_from) {
      Tick tick{at, chronology.clock_text(at), {}};
      const bool whole_days = step >= 86400 && chronology.date && chronology.clock_minutes;
      const std::int64_t day = floor_to(local, 86400) / 86400;
      if (chronology.date && chronology.clock_minutes && day != last_day) {
        const Date date =
            chronology.date->year != 0 ? next_day(*chronology.date, static_cast<int>(day)) : *chronology.date;
        if (chronology.date->year != 0 || day == 0) tick.day = date_text(date);
      }
      last_day = day;
      // "00:00" again and again tells nothing: the day does.
      if (whole_days && !tick.day.empty()) {
        tick.text = tick.day.substr(tick.day.find(' ') + 1);
        if (chronology.date->year != 0) tick.text = tick.text.substr(0, tick.text.rfind(' '));
        tick.day.clear();
      }
      free_from = scale.at(at) + apart * 0.9;
      ticks.push_back(std::move(tick));
    }
    local += step;
  }
  return ticks;
}

}  // namespace afterword
