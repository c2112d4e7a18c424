#pragma once
#include <array>
#include <string>
#include <string_view>

#include "evidence/field_roles.h"
#include "evidence/line_pattern.h"

namespace afterword {

/// The values of one structured record by what they are for, of several the one whose name says it best. What reads
/// JSON, logfmt and columns puts them here.
class StructuredFields {
 public:
  void clear() {
    values_ = {};
    ranks_.fill(255);
  }
  void put(RoleOfField role, std::string_view value) {
    const auto i = static_cast<std::size_t>(role.role);
    if (role.role == FieldRole::none || role.rank >= ranks_[i] || value.empty()) return;
    ranks_[i] = role.rank;
    values_[i] = value;
  }
  [[nodiscard]] std::string_view operator[](FieldRole role) const { return values_[static_cast<std::size_t>(role)]; }

  /// Everything but the time. `scratch` holds a message that had to be put together.
  void fill(LogFields& out, std::string& scratch) const;

 private:
  void add_error(LogFields& out, std::string& scratch) const;

  std::array<std::string_view, 16> values_{};
  std::array<std::uint8_t, 16> ranks_{};
};

}  // namespace afterword
