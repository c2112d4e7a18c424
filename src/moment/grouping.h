#pragma once
#include "moment/readers.h"

/// Putting single notations that stand together into one mention: "March 9, 2023 at 8:00 PM EST".
namespace afterword::notation {

/// What the word before a place says of what follows.
struct Before {
  Cue cue = Cue::none;
  bool approximate = false;
};
/// Looks back over at most 32 bytes.
[[nodiscard]] Before read_before(std::string_view text, std::size_t i);

/// The context that the text around `i` gives a zone's name: after "time zone", in parentheses.
[[nodiscard]] ZoneContext zone_context_at(std::string_view text, std::size_t i);

/// A date, a clock, a zone and a weekday that begin at `i`, in any order that people write. Returns the end or 0.
[[nodiscard]] std::size_t read_moment(std::string_view text, std::size_t i, Manner manner, Cue cue,
                                      const MentionOptions& options, Mention& out);

[[nodiscard]] ZoneName offset_zone(std::string_view written, int minutes);

}  // namespace afterword::notation
