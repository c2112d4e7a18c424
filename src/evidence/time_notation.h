#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/evidence.h"
#include "evidence/few_bytes.h"
#include "moment/zone.h"

namespace afterword {

/// One step of a notation of times.
enum class TimeStep : std::uint8_t {
  literal,
  year,         ///< %Y four digits
  short_year,   ///< %y two digits, 1970–2069
  month,        ///< %m two digits; %-m one or two
  month_name,   ///< %b "Jun", "June"
  day,          ///< %d two digits; %e one or two, perhaps after a space
  day_of_year,  ///< %j three digits
  weekday,      ///< %a "Wed", skipped
  hour,         ///< %H two digits; %-H one or two
  minute,       ///< %M
  second,       ///< %S
  fraction,     ///< %f nothing, or digits after one of . , :
  zone,         ///< %z nothing, or Z, an offset, an abbreviation, perhaps after a space
  half,         ///< %p AM or PM, perhaps after a space
  epoch,        ///< %s since 1970, in seconds (with or without a fraction), ms, µs or ns, told by size
  tai64n,       ///< %t @ and 24 hexadecimal digits
};

/// A notation, compiled. Letters are those of strptime where it has them.
struct TimeNotation {
  struct Step {
    TimeStep kind{};
    char literal = 0;
    bool loose = false;  ///< one digit may do
  };
  std::string text;
  std::vector<Step> steps;
  bool has_year = true, has_date = true;
  std::size_t tail = 0;  ///< the step after the second, if only fraction and zone follow it; else 0
  /// The tail is a fraction or not, then a zone or not, and nothing else.
  bool has_short_tail = false, ends_with_fraction = false, ends_with_zone = false;
};

[[nodiscard]] Result<TimeNotation> compile_time_notation(std::string_view text);

/// What is needed to make an instant of a time that does not say all.
struct TimeContext {
  std::optional<ZoneName> zone;  ///< where none is written; none: UTC
  Instant reference = 0;         ///< a time without a year is put into the last year before this (and a day)
  std::int64_t day = 0;          ///< a time without a date lies on this day since 1970
};

/// A time that was read.
struct TimeRead {
  Instant at = 0;
  std::uint32_t bytes = 0;   ///< of the text; 0 = it does not begin with a time of the notation
  bool states_zone = false;  ///< else the zone of the context was taken
};

/// Reads times of one notation. Remembers the last second read, because the next line mostly has the same. Not for
/// several threads at once. Notation and context must outlive it.
class TimeReader {
 public:
  TimeReader(const TimeNotation& notation, const TimeContext& context) : notation_(&notation), context_(&context) {}
  /// Reads the time that the text begins with.
  [[nodiscard]] TimeRead read(std::string_view text) {
    if (head_size_ != 0 && text.size() >= head_size_ && same_bytes(text.data(), head_, head_size_))
      return notation_->has_short_tail ? read_tail(text) : read_steps(text, true);
    return read_steps(text, false);
  }

 private:
  struct Parts;
  [[nodiscard]] TimeRead read_tail(std::string_view text);
  [[nodiscard]] TimeRead read_steps(std::string_view text, bool knows_head);
  [[nodiscard]] bool read_step(const TimeNotation::Step& step, std::string_view text, std::size_t& at, Parts& parts);
  void read_zone(std::string_view text, std::size_t& at, Parts& parts);
  [[nodiscard]] TimeRead finish(const Parts& parts, std::size_t bytes);
  [[nodiscard]] std::int64_t local_seconds_of(const Parts& parts);
  [[nodiscard]] std::int64_t offset_at(std::int64_t local_seconds);
  [[nodiscard]] bool read_named_zone(std::string_view text, std::size_t& at);
  [[nodiscard]] std::int64_t offset_of_named(std::int64_t local_seconds);

  const TimeNotation* notation_;
  const TimeContext* context_;
  char head_[48] = {};         ///< the last time read, up to its second
  std::size_t head_size_ = 0;  ///< 0 = none
  std::int64_t head_seconds_ = 0;
  std::string zone_text_;  ///< the last zone written, and its offset in seconds
  std::int64_t zone_offset_ = 0;
  std::string named_text_;  ///< the last zone written by its name, and which it is
  std::optional<ZoneName> named_zone_;
  std::int64_t named_slot_ = -1, named_offset_ = 0;
  std::int64_t slot_ = -1, slot_offset_ = 0;     ///< offset of the context's zone in a quarter of an hour
  std::int64_t last_of_day_ = -1, days_on_ = 0;  ///< for times without a date: midnights passed
};

}  // namespace afterword
