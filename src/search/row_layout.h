#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "moment/civil.h"

namespace afterword {

// Numbers of rows: the day in the upper bits, the latest first, so that a range of days is a range of rows; then which
// of that day. Few bits for those, because FTS5 keeps the steps between rows, and small ones take fewer bytes.
inline constexpr int row_bits = 13;
inline constexpr std::int64_t day_rows = std::int64_t{1} << row_bits;
/// The day of a report that has none: the last.
inline constexpr std::int64_t day_none = 65535;

/// The latest day has the lowest number.
[[nodiscard]] std::int64_t day_number(const std::optional<Date>& date);
[[nodiscard]] std::int64_t day_of_row(std::int64_t id);
/// 0: none.
[[nodiscard]] int year_of_day(std::int64_t day);

/// Rows without gaps: those that were put in when the index was made ("settled") by their numbers, then those that came
/// later, by theirs. Answers are by place, 0 to size.
class RowLayout {
 public:
  struct Day {
    std::int64_t number = 0;
    std::uint32_t first = 0, count = 0;  ///< places
    int year = 0;
  };

  /// In order of days. All of them before the first `add_late`.
  void add_day(std::int64_t number, std::uint32_t count);
  /// In order.
  void add_late(std::int64_t id) { late_.push_back(id); }

  [[nodiscard]] std::uint32_t settled() const { return settled_; }
  [[nodiscard]] std::size_t size() const { return settled_ + late_.size(); }
  [[nodiscard]] const std::vector<Day>& days() const { return days_; }
  [[nodiscard]] std::optional<std::uint32_t> place_of(std::int64_t id) const;
  /// `place` < size().
  [[nodiscard]] std::int64_t id_of(std::uint32_t place) const;
  /// Places of the settled rows with first <= id <= last: half-open.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> settled_between(std::int64_t first, std::int64_t last) const;

 private:
  std::vector<Day> days_;
  std::vector<std::int64_t> late_;
  std::uint32_t settled_ = 0;
};

}  // namespace afterword
