#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace afterword {

// Tables of words in which every word has a slot of its own, so that one look says what a word is. Words of a text come
// in no order that a processor could foresee: a search that goes on from slot to slot is guessed wrong at most of them.
// A word's place is turned by a number that it shares with a few others; `turns_for` finds those numbers.

/// Where in a table of `size`, a power of two, the upper bits of a number point.
[[nodiscard]] inline std::size_t place_in(std::size_t size, std::uint32_t number) {
  return static_cast<std::size_t>(std::uint64_t{number} * size >> 32);
}
[[nodiscard]] inline std::size_t turn_of(std::size_t turns, std::uint32_t hash) {
  return place_in(turns, hash * 0xC2B2AE35u);
}
/// The place of a word in a table of `slots`, a power of two.
[[nodiscard]] inline std::size_t slot_of(std::size_t slots, std::span<const std::uint16_t> turns, std::uint32_t hash) {
  const std::uint32_t turn = turns[turn_of(turns.size(), hash)];
  return place_in(slots, (hash ^ turn * 0x85EBCA6Bu) * 0x9E3779B1u);
}
/// All bits where two hashes are the same, else none: a compiler makes a branch of a comparison.
[[nodiscard]] inline std::uint32_t bits_if_same(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>((std::uint64_t{a ^ b} - 1) >> 32);
}

/// Turns that put each of some words into a slot of its own, of at least twice as many; the same word may come twice.
[[nodiscard]] std::vector<std::uint16_t> turns_for(std::span<const std::uint32_t> hashes, std::size_t slots);

}  // namespace afterword
