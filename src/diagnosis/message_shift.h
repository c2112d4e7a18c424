#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// The instant at which what is logged changed most.
struct MessageShift {
  Instant at = 0;
  double g = 0;           ///< sum of Dunning's G² over rows, less what chance gives
  std::uint32_t row = 0;  ///< the row that changed most there
};

/// Splits the log at up to 120 instants and takes the one at which the counts before and after differ most, all rows
/// together. For outages in which nothing says of itself that it failed. None if no split stands out.
[[nodiscard]] std::optional<MessageShift> find_message_shift(const LogTable& logs);

/// When one row changed most, by itself.
struct RowShift {
  Instant at = 0;
  double g = 0;  ///< Dunning's G² against all others; half where messages became fewer, which has more reasons
  double before = 0;
  double within = 0;
};

/// Dates each row by itself, for outages whose onset nothing dates well. As many as rows; g is 0 where none stands out.
[[nodiscard]] std::vector<RowShift> shift_rows(const LogTable& logs);

/// Dunning's G² of one row against all others, before and within.
[[nodiscard]] double g_of(double before, double within, double all_before, double all_within);

}  // namespace afterword
