#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "archive/record.h"

namespace afterword {

/// What a team should hear on a day.
struct Digest {
  struct Due {
    std::uint32_t report = 0, measure = 0;  ///< places
    std::int64_t days = 0;                  ///< until it is due; negative: overdue
  };
  Date day;
  std::vector<std::uint32_t> anniversaries;  ///< outages that began on this day of earlier years, latest first
  std::vector<Due> due;                      ///< not done, due within a week: soonest first
  std::vector<Due> overdue;                  ///< not done, and past: longest first
};

/// An outage of the 29th of February is remembered on the 28th where there is no 29th.
[[nodiscard]] Digest make_digest(std::span<const Record> records, Date day);

/// For a mail: a subject line, an empty line, text.
[[nodiscard]] std::string print_digest(const Digest& digest, std::span<const Record> records);
/// For a mail: one HTML document with its styles in it, no script, nothing loaded.
[[nodiscard]] std::string digest_html(const Digest& digest, std::span<const Record> records);

}  // namespace afterword
