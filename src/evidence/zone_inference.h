#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "evidence/input_set.h"

namespace afterword {

/// Finds the zone of logs whose times state none and that nobody named: from the file's other lines, from identifiers
/// that it shares with inputs that state theirs, from the file's last change, from logs beside it; in this order.
/// Where two of the first three contradict each other it stays UTC and a note says why. Reads samples only.
void infer_zones(InputSet& set);

/// Minutes east of UTC that are in force somewhere; what lies between is coincidence.
[[nodiscard]] bool is_offset_in_use(std::int64_t minutes);
/// "+02:00", "UTC".
[[nodiscard]] std::string write_offset(std::int64_t minutes);
/// The offset at which a time read as UTC is that of the file's last change.
[[nodiscard]] std::optional<std::int64_t> offset_by_last_change(Instant last, std::int64_t modified);
/// The last part of a path, as it stands there.
[[nodiscard]] std::string name_only(std::string_view path);

}  // namespace afterword
