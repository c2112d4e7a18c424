#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "moment/civil.h"
#include "moment/zone.h"

namespace afterword {

enum class MentionKind : std::uint8_t {
  moment,    ///< a date, a time of day, or both ("March 9, 2023 8:00 PM EST"), with a zone if one stands with it
  zone,      ///< a zone alone ("all times UTC", "Pacific Time")
  duration,  ///< a length ("three hours", "90 minutes", "1h 30m", "PT90M", "1:30 hours")
};

/// Something about time found in running text.
struct Mention {
  MentionKind kind{};
  Span span;  ///< of the text given: the whole mention as written
  std::optional<Date> date;
  Span date_span;
  std::optional<int> weekday;      ///< as written ("Sunday, May 13th, 2023"); 0 = Sunday
  bool date_ambiguous = false;     ///< 03/04/2023 with nothing that decides; `date` holds the preferred reading
  std::optional<Date> date_other;  ///< the other reading, where ambiguous
  std::optional<Clock> clock;
  Span clock_span;
  std::optional<ZoneName> zone;  ///< the zone written with it
  Span zone_span;
  std::int64_t seconds = 0;      ///< duration: its length; of "5–10 minutes" the larger
  std::int64_t seconds_low = 0;  ///< duration: the smaller of two, else the same
  bool since_start = false;      ///< duration: "T+15", "+15 min": counted from the beginning, at the head of a line
  bool approximate = false;      ///< "about", "approximately", "~"
  bool invalid = false;  ///< written like one but impossible (25:71, 31 February); other members hold what was read
};

struct MentionOptions {
  /// Reading of 03/04/2023 where the text itself does not decide.
  enum class Order : std::uint8_t { month_first, day_first } order = Order::day_first;
};

/// All mentions in the text, in order, disjoint. Linear time. Version numbers ("7.4"), addresses, ratios, ports and
/// percentages are not times. Appends to `out`, spans shifted by `base`.
void find_mentions(std::string_view text, std::uint32_t base, const MentionOptions& options, std::vector<Mention>& out);

/// The time that a line of a timeline begins with, if it begins with one (after list marks and numbers, brackets,
/// dashes, emphasis, symbols, "at", "around"): the looser reading that is right there and wrong in prose ("0930",
/// "8.25", "04/18", "T+15"). A length alone ("2 hours later") is no time, except one counted from the start.
[[nodiscard]] std::optional<Mention> read_leading_time(std::string_view line, const MentionOptions& options);

/// The second end of a range whose first end is `first`: "– 16:00" behind "15:38", "to April 3". None if no range
/// follows. The two have been settled (below).
[[nodiscard]] std::optional<Mention> read_range_end(std::string_view text, Mention& first,
                                                    const MentionOptions& options);

/// Whether only a dash, "to", "until" and the like stand between two mentions of the same text.
[[nodiscard]] bool is_range(std::string_view text, const Mention& first, const Mention& second);

/// Gives the ends of a range what they share: "from 9:00 to 11:30 AM" makes the first a morning unless it would then
/// begin after it ends; the zone and date written with one belong to both, a second clock that is earlier to the next
/// day. The spans stay as they are.
void settle_range(Mention& first, Mention& second);

}  // namespace afterword
