#pragma once
#include <cstdint>
#include <cstring>

namespace afterword {

template <class Number>
[[nodiscard]] inline bool agree(const char* a, const char* b) {
  Number x = 0, y = 0;
  std::memcpy(&x, a, sizeof x);
  std::memcpy(&y, b, sizeof y);
  return x == y;
}

/// Equality of few bytes: too few to call for.
[[nodiscard]] inline bool same_bytes(const char* a, const char* b, std::size_t size) {
  using Eight = std::uint64_t;
  using Four = std::uint32_t;
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8)
      if (!agree<Eight>(a + i, b + i)) return false;
    return agree<Eight>(a + size - 8, b + size - 8);
  }
  if (size >= 4) return agree<Four>(a, b) && agree<Four>(a + size - 4, b + size - 4);
  for (std::size_t i = 0; i < size; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace afterword
