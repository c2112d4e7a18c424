#pragma once
#include <cstdint>

namespace afterword {

/// The encodings that UTF-8 is taken for by mistake.
enum class Charset : std::uint8_t {
  western,  ///< Windows-1252, and Latin-1 where its control characters were kept
  mac_roman,
};
inline constexpr int charset_count = 2;

/// What a byte of 0x80–0xFF means in an encoding.
[[nodiscard]] char32_t decode_byte(Charset charset, std::uint8_t byte);

/// The byte that a character was read from, or 0 if the encoding does not have it above 0x7F. In western both the
/// characters of Windows-1252 and the control characters of Latin-1 are known.
[[nodiscard]] std::uint8_t encode_byte(Charset charset, char32_t c);

}  // namespace afterword
