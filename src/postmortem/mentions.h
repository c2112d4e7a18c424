#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// The mentions of Postmortem::mentions that lie in a span of plain(), in order. O(log mentions).
[[nodiscard]] std::span<const Mention> mentions_in(const Postmortem& postmortem, Span plain);

/// The lexicon's hits that begin in words [first, last), in order. O(log hits).
[[nodiscard]] std::span<const PhraseHit> hits_in(const Postmortem& postmortem, std::uint32_t first, std::uint32_t last);

/// The moment that a piece of text begins with: after bullets, brackets, dashes, "at", "around", "on", a weekday.
/// Null if it begins otherwise. `loose` also takes what is a time only at the front of a timeline's line ("0930",
/// "9.15").
struct LeadingMoment {
  Mention mention;
  Span whole;              ///< of plain(): the time as written, with its date, zone and the end of a range
  std::uint32_t after;     ///< where the text after it and its separator begins
  bool separated = false;  ///< a colon, dash or the like stands between
};
[[nodiscard]] std::optional<LeadingMoment> leading_moment(const Postmortem& postmortem, Span plain, bool loose,
                                                          const MentionOptions& options);

/// The text begins with a date or a time of day (after marks, "~", "at").
[[nodiscard]] bool begins_with_moment(const Postmortem& postmortem, Span plain);
/// The text is a date, perhaps with a weekday, a zone or a remark in brackets, and nothing else; no time of day.
[[nodiscard]] bool is_only_date(const Postmortem& postmortem, Span plain);

/// Whether nothing but a dash, "to" or blanks stands in the text: two moments around it are a range.
[[nodiscard]] bool is_range_joint(std::string_view between);

}  // namespace afterword
