#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "moment/scan.h"

namespace afterword::notation {

/// What a word can be in a notation of time.
enum class Sense : std::uint8_t {
  none,
  month,       ///< value 1–12
  weak_month,  ///< a month that is also an everyday word ("may", "march"): in lower case it needs a year beside it
  weekday,     ///< value 0–6, Sunday first
  number,      ///< value 1–90
  unit,        ///< value: seconds
  article,     ///< "a", "an"
  half,        ///< "half"
  quarter,     ///< "quarter"
  noon,
  midnight,
  couple,         ///< "couple": two, loosely
  zone,           ///< the first word of a zone's name: value is meaningless, the zone's own table decides
  before_clock,   ///< "at": what follows is a time of day
  before_length,  ///< "lasted": what follows is a length
  before_count,   ///< "for": what follows is a length, unless it has the form of a clock
  about,          ///< "approximately"
  time,           ///< "times", "timezone": a zone follows
};

struct Term {
  std::string_view word;  ///< lower case
  Sense sense{};
  std::int32_t value = 0;
};

/// The term a word is, or null. One probe of a table built at compile time.
[[nodiscard]] const Term* find_term(std::uint32_t hash);
/// Letters, and bytes of letters beyond ASCII, folded so that case does not matter; 0 for everything else.
inline constexpr std::array<std::uint8_t, 256> fold_table = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (is_letter(static_cast<char>(c)) || c >= 0x80) table[c] = static_cast<std::uint8_t>(c & 31u);
  }
  return table;
}();

/// One bit for each beginning of three folded letters, five bits each, the first on top: set where a term that may
/// begin a mention begins so.
extern const std::array<std::uint64_t, 32 * 32 * 32 / 64> mention_beginnings;

}  // namespace afterword::notation
