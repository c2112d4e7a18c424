#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "moment/civil.h"

namespace afterword {

struct DoneEdit {
  std::string_view id;  ///< of ids_of_measures
  Date day;             ///< when it was done
  std::string_view proof;
};

/// A report after a measure was ticked off, and where.
struct MarkedReport {
  std::string bytes;
  std::string words;       ///< of the measure
  std::uint32_t line = 0;  ///< its first
};

/// Ticks the box of a measure (one is made where its list has none) and writes "(done 2026-11-20, proof: …)" at its
/// end. No other byte changes. The result is read again: an error of kind `input` where it would not say exactly that,
/// as in tables, and where the measure is done already. Errors of kind `usage` for a proof that is no address, or an id
/// that the report does not have. `path` names the report and is part of the ids.
[[nodiscard]] Result<MarkedReport> mark_done(const std::string& bytes, const std::string& path, const DoneEdit& edit);

}  // namespace afterword
