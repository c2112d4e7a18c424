#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// Minutes by which the clock of one input is ahead of UTC, and what told it.
struct ZoneClue {
  std::int64_t minutes = 0;
  std::int64_t days = 0;  ///< and by which it lies on another day; 0 where inputs state their days
  std::string why;        ///< "3 names (v2.14.0, …) are also in …", to follow "since"
};

/// Which inputs state their zone and are to be believed, by number.
using KnownInputs = std::vector<char>;

/// The offset at which versions, hashes, names of alerts and other identifiers that `input` tells of stand at the same
/// time in inputs that are known. `wanders`: its day is a guess too.
[[nodiscard]] std::optional<ZoneClue> ask_shared_names(const Evidence& evidence, std::uint32_t input,
                                                       const KnownInputs& known, bool wanders);

/// The offset at which the metrics of `input` that tell of failures rise and fall as the failures that known inputs
/// tell of, and at no other.
[[nodiscard]] std::optional<ZoneClue> ask_shared_failures(const Evidence& evidence, std::uint32_t input,
                                                          const KnownInputs& known);

}  // namespace afterword
