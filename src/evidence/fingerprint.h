#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Stands for a masked value in a fingerprint. Never part of one otherwise: control characters become spaces.
inline constexpr char value_byte = '\x01';

/// Bytes a fingerprint of a message of n bytes may need.
[[nodiscard]] constexpr std::size_t fingerprint_bytes_max(std::size_t n) {
  return n + 8;
}

/// Writes the message with its values masked to `out` (room for fingerprint_bytes_max(message.size()) bytes) and
/// returns how many bytes that took. Runs of white space become one space, none at the ends.
std::size_t write_fingerprint(std::string_view message, char* out);

/// A run of word bytes of a message, and what the fingerprint has for it.
struct WordRun {
  enum class Fate : std::uint8_t {
    word,   ///< itself, and it is not joined with anything
    unit,   ///< nothing: it is the unit of the value before it
    value,  ///< one value
    other,  ///< anything else: a value with a rest before or behind it, an address of several runs, a path with its
            ///< query
  };
  std::uint32_t begin = 0, size = 0;       ///< in the message
  std::uint32_t written = 0;               ///< where in the fingerprint it begins; of words only
  char before = '\0', before_last = '\0';  ///< the last two bytes of the fingerprint before it
  Fate fate = Fate::word;
};
/// The same, and the runs in their order.
std::size_t write_fingerprint(std::string_view message, char* out, std::vector<WordRun>& runs);
/// What would become of a run of word bytes at the beginning of `rest` (up to the message's end) where `before` and
/// `before_last` are the last two bytes of the fingerprint.
[[nodiscard]] WordRun::Fate fate_of_run(std::size_t size, std::string_view rest, char before, char before_last);

/// Copies a fingerprint to `out` (room for its size), making one value of values that only separators of compound
/// values keep apart; returns how many bytes that took. For fingerprints in which words have become values.
std::size_t join_values(std::string_view fingerprint, char* out);

extern const std::array<bool, 256> message_word_bytes;

/// Whether a byte can stand in a word of a message (as opposed to a separator).
[[nodiscard]] inline bool is_message_word_byte(char byte) {
  return message_word_bytes[static_cast<unsigned char>(byte)];
}

}  // namespace afterword
