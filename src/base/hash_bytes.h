#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace afterword {

/// A 64-bit number for telling whether bytes changed: eight at a time, the same on every machine of one byte order. Not
/// against people who look for two texts with one number.
[[nodiscard]] inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) {
  constexpr std::uint64_t mix = 0x9E3779B97F4A7C15U, step = 0xD6E8FEB86659FD93U;
  std::uint64_t hash = (seed ^ bytes.size()) * mix + step;
  const auto add = [&](std::uint64_t word) {
    hash = (hash ^ word) * mix;
    hash ^= hash >> 29U;
  };
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    add(word);
  }
  std::uint64_t rest = 0;
  if (at < bytes.size()) std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
  add(rest);
  hash *= step;
  return hash ^ hash >> 32U;
}

}  // namespace afterword
