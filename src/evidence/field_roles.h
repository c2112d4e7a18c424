#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// What a named field of a structured log (a key of JSON, of logfmt, a column) is for.
enum class FieldRole : std::uint8_t {
  none,
  time,
  date,   ///< a day only, with the time of day in a field of its own
  clock,  ///< the time of day beside it
  message,
  level,
  service,
  host,
  status,
  seconds,
  milliseconds,
  microseconds,
  nanoseconds,
  method,
  path,
  error,  ///< what went wrong, where the message says only what was tried
};

struct RoleOfField {
  FieldRole role = FieldRole::none;
  std::uint8_t rank = 255;  ///< of two fields with the same role the lower one holds
};

/// By the field's name, nested names joined by points ("log.level"). Case, and a leading @ or _, do not matter.
[[nodiscard]] RoleOfField role_of_field(std::string_view name);
/// Whether an object of this name may hold fields with roles ("kubernetes", "resource").
[[nodiscard]] bool may_hold_roles(std::string_view name);

}  // namespace afterword
