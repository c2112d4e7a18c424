#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "render/chronology.h"

namespace afterword {

/// A long stretch in which nothing happened, drawn short with a zig-zag.
struct Break {
  std::int64_t from = 0, until = 0;
  double begin = 0, end = 0;  ///< on the paper
};

/// Seconds to a coordinate: straight, but for the breaks.
class TimeScale {
 public:
  /// The scale over `moments` (sorted or not) from `begin` to `end` on the paper. A gap is broken where keeping it
  /// would squeeze everything else: it is longer than six median gaps and takes over a third of the axis.
  TimeScale(std::vector<std::int64_t> moments, double begin, double end);

  [[nodiscard]] double at(std::int64_t seconds) const;
  [[nodiscard]] const std::vector<Break>& breaks() const { return breaks_; }
  [[nodiscard]] bool in_break(std::int64_t seconds) const;
  /// Paper per second outside the breaks.
  [[nodiscard]] double per_second() const { return per_second_; }
  [[nodiscard]] std::int64_t first() const { return first_; }
  [[nodiscard]] std::int64_t last() const { return last_; }

 private:
  std::int64_t first_ = 0, last_ = 0;
  double begin_, per_second_ = 0;
  std::vector<Break> breaks_;
};

struct Tick {
  std::int64_t at = 0;
  std::string text;  ///< "09:30"
  std::string day;   ///< "19 Apr" where a day begins, else empty
};

/// Round times of day at least `apart` from each other on the paper, none inside a break.
[[nodiscard]] std::vector<Tick> choose_ticks(const TimeScale& scale, const Chronology& chronology, double apart);

/// All moments that the figure shows.
[[nodiscard]] std::vector<std::int64_t> moments_of(const Chronology& chronology);

}  // namespace afterword
