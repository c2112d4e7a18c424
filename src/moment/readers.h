#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/span.h"
#include "moment/civil.h"
#include "moment/mention.h"
#include "moment/scan.h"
#include "moment/vocabulary.h"
#include "moment/zone.h"

/// The readers of single notations, one file each. All take a place in the text and return the position behind what
/// they read, or 0. All look at a bounded number of bytes. None looks at what stands before the place: whether a
/// notation may begin there is for the caller to say.
namespace afterword::notation {

/// Prose wants proof that "8.25" is a time; at the head of a timeline's line it is one.
enum class Manner : std::uint8_t { prose, line };
/// What the word before says that follows. "for 20h" is a length, but "scheduled for 10:30" is none: after a word that
/// only counts, a form with a colon stays a clock.
enum class Cue : std::uint8_t {
  none,
  clock,   ///< "at", "until"
  length,  ///< "lasted", "duration"
  count,   ///< "for", "of", "after"
};

struct ClockRead {
  Clock clock;
  bool invalid = false;
  bool weak = false;  ///< nothing but H:MM or less: a ratio or a length could look the same
};
[[nodiscard]] std::size_t read_clock(std::string_view text, std::size_t i, Manner manner, Cue cue, ClockRead& out);
/// The "PM" (and the like) at `i`; `half` is 'a' or 'p'.
[[nodiscard]] std::size_t read_half(std::string_view text, std::size_t i, char& half);

struct DateRead {
  Date date;
  std::optional<Date> other;  ///< the other reading of 03/04/2023
  bool invalid = false;
  bool weak = false;  ///< 04/18 or 18.04.24: a date only beside a clock or at the head of a line
  bool iso = false;
};
[[nodiscard]] std::size_t read_date(std::string_view text, std::size_t i, Manner manner, const MentionOptions& options,
                                    DateRead& out);

struct LengthRead {
  std::int64_t seconds = 0;
  std::int64_t seconds_low = 0;
  bool approximate = false;
};
[[nodiscard]] std::size_t read_length(std::string_view text, std::size_t i, Cue cue, LengthRead& out);

/// Prose: only what can hardly be anything else. Confirmed: directly after a clock, in parentheses, after "time zone".
enum class ZoneContext : std::uint8_t { prose, confirmed };
[[nodiscard]] std::size_t read_zone_name(std::string_view text, std::size_t i, ZoneContext context, ZoneName& out);
/// Whether the upper-case word at `i` may be a zone: a cheap look before read_zone_name.
[[nodiscard]] bool may_be_zone(std::string_view text, std::size_t i);
/// An offset without a name (+02:00, -0500), as it stands behind a clock.
[[nodiscard]] std::size_t read_bare_offset(std::string_view text, std::size_t i, int& minutes);

/// What joins the two ends of a range ("–", "to", "until"), with the spaces around it.
[[nodiscard]] std::size_t read_range_joint(std::string_view text, std::size_t i);
/// Whether a word, by its hash, is such a joint.
[[nodiscard]] bool joins_range(std::uint32_t word);

}  // namespace afterword::notation
