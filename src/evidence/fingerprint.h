#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

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

/// Copies a fingerprint to `out` (room for its size), making one value of values that only separators of compound
/// values keep apart; returns how many bytes that took. For fingerprints in which words have become values.
std::size_t join_values(std::string_view fingerprint, char* out);

extern const std::array<bool, 256> message_word_bytes;

/// Whether a byte can stand in a word of a message (as opposed to a separator).
[[nodiscard]] inline bool is_message_word_byte(char byte) {
  return message_word_bytes[static_cast<unsigned char>(byte)];
}

}  // namespace afterword
