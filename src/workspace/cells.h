#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// One character of a text: its bytes and how many cells of a terminal it fills.
struct Character {
  std::uint32_t size = 1;   ///< bytes
  std::uint32_t cells = 1;  ///< 0 for marks that join the character before them
  char32_t code = 0;
  bool valid = true;  ///< false: one byte that is no UTF-8
};

/// The character at `offset`, which must lie inside. `after_joiner`: the character before was a zero-width joiner.
[[nodiscard]] Character character_at(std::string_view text, std::size_t offset, bool after_joiner = false);
/// How many cells a text fills.
[[nodiscard]] std::uint32_t count_cells(std::string_view text);
/// Words over several lines of at most `width` cells, broken at blanks; all lines but the first begin with `indent`
/// blanks, which the caller has filled on the first. No line end behind the last.
[[nodiscard]] std::string wrap_words(std::string_view text, std::uint32_t indent, std::uint32_t width);

}  // namespace afterword
