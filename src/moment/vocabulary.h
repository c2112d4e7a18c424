#pragma once
#include <cstdint>
#include <string_view>

#include "moment/scan.h"

namespace afterword::notation {

/// What a word can be in a notation of time.
enum class Sense : std::uint8_t {
  none,
  month,        ///< value 1–12
  weak_month,   ///< a month that is also an everyday word ("may", "march"): in lower case it needs a year beside it
  weekday,      ///< value 0–6, Sunday first
  number,       ///< value 1–90
  unit,         ///< value: seconds
  article,      ///< "a", "an"
  half,         ///< "half"
  quarter,      ///< "quarter"
  noon,
  midnight,
  couple,       ///< "couple": two, loosely
  zone,         ///< the first word of a zone's name: value is meaningless, the zone's own table decides
  before_clock, ///< "at": what follows is a time of day
  before_length,///< "for": what follows is a length
  about,        ///< "approximately"
  time,         ///< "times", "timezone": a zone follows
};

struct Term {
  std::string_view word;  ///< lower case
  Sense sense{};
  std::int32_t value = 0;
};

/// The term a word is, or null. One probe of a table built at compile time.
[[nodiscard]] const Term* find_term(std::uint32_t hash);
/// Whether any term begins with these two letters: turns most words away at the cost of one bit.
[[nodiscard]] bool may_begin_term(char first, char second);

}  // namespace afterword::notation
