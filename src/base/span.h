#pragma once
#include <compare>
#include <cstdint>
#include <string_view>

namespace afterword {

/// A half-open range of bytes [begin, end). Every place in a text is one of these from the first parser on; lines,
/// columns and UTF-16 are computed at the doors. Which text it ranges over is said where the span is stored.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  [[nodiscard]] constexpr bool covers(Span other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] constexpr std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

/// The smallest span that covers both.
[[nodiscard]] constexpr Span join(Span a, Span b) {
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace afterword
