#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// Line and column of a byte, both from 1; columns in characters (code points).
struct TextPlace {
  std::uint32_t line = 1, column = 1;
};

/// Turns offsets into places. Goes from the last place asked for, so that asking in order of place costs one pass.
class PlaceFinder {
 public:
  explicit PlaceFinder(std::string_view text) : text_(text) {}
  [[nodiscard]] TextPlace at(std::uint32_t offset);

 private:
  std::string_view text_;
  std::uint32_t offset_ = 0;
  TextPlace place_;
};

}  // namespace afterword
