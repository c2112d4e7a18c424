#include "search/row_layout.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::int64_t day_last = day_none - 1;

}  // namespace

std::int64_t day_number(const std::optional<Date>& date) {
  return date ? std::clamp<std::int64_t>(day_last - days_of(*date), 0, day_last) : day_none;
}

std::int64_t day_of_row(std::int64_t id) {
  return std::min(id >> row_bits, day_none);
}

int year_of_day(std::int64_t day) {
  return day >= day_none ? 0 : next_day(Date{1970, 1, 1}, static_cast<int>(day_last - day)).year;
}

void RowLayout::add_day(std::int64_t number, std::uint32_t count) {
  days_.push_back({number, settled_, count, year_of_day(number)});
  settled_ += count;
}

std::optional<std::uint32_t> RowLayout::place_of(std::int64_t id) const {
  const std::int64_t number = day_of_row(id), row = id - (number << row_bits);
  const auto day = std::lower_bound(days_.begin(), days_.end(), number,
                                    [](const Day& d, std::int64_t wanted) { return d.number < wanted; });
  if (day != days_.end() && day->number == number && row < day->count)
    return day->first + static_cast<std::uint32_t>(row);
  const auto late = std::lower_bound(late_.begin(), late_.end(), id);
  if (late == late_.end() || *late != id) return std::nullopt;
  return settled_ + static_cast<std::uint32_t>(late - late_.begin());
}

std::int64_t RowLayout::id_of(std::uint32_t place) const {
  if (place >= settled_) return late_[place - settled_];
  const auto day = std::upper_bound(days_.begin(), days_.end(), place,
                                    [](std::uint32_t wanted, const Day& d) { return wanted < d.first; }) -
                   1;
  return (day->number << row_bits) + (place - day->first);
}

std::pair<std::uint32_t, std::uint32_t> RowLayout::settled_between(std::int64_t first, std::int64_t last) const {
  std::uint32_t begin = settled_, end = 0;
  for (const Day& day : days_) {
    const std::int64_t base = day.number << row_bits;
    if (base + day.count <= first || base > last) continue;
    begin = std::min(begin, day.first + static_cast<std::uint32_t>(std::max<std::int64_t>(first - base, 0)));
    end = std::max(end, day.first + static_cast<std::uint32_t>(std::min<std::int64_t>(last - base + 1, day.count)));
  }
  return {begin, std::max(begin, end)};
}

}  // namespace afterword
