#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "evidence/fingerprint.h"
#include "evidence/template_groups.h"

namespace afterword {

/// Hash of a value among the tokens of a fingerprint.
inline constexpr std::uint64_t value_token = 1;

[[nodiscard]] inline std::uint64_t mix_hashes(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a ^ 0x9e3779b97f4a7c15ull) * (b ^ 0xe7037ed1a0b428dbull);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

[[nodiscard]] inline std::uint64_t hash_bytes(const char* p, std::size_t n) {
  std::uint64_t h = n;
  for (; n >= 8; p += 8, n -= 8) {
    std::uint64_t v = 0;
    std::memcpy(&v, p, 8);
    h = mix_hashes(h, v);
  }
  std::uint64_t v = 0;
  if constexpr (std::endian::native == std::endian::little) {  // the last bytes one by one: too few to call for
    std::uint32_t four = 0;
    std::uint16_t two = 0;
    std::size_t shift = 0;
    if ((n & 4) != 0) {
      std::memcpy(&four, p, 4);
      v = four;
      shift = 32;
      p += 4;
    }
    if ((n & 2) != 0) {
      std::memcpy(&two, p, 2);
      v |= std::uint64_t{two} << shift;
      shift += 16;
      p += 2;
    }
    if ((n & 1) != 0) v |= std::uint64_t{static_cast<unsigned char>(*p)} << shift;
  } else {
    std::memcpy(&v, p, n);
  }
  return mix_hashes(h, v);
}

/// A row is hashed as the sum of these over its tokens, so that one can be taken out.
[[nodiscard]] inline std::uint64_t hash_at_position(std::uint64_t token, std::size_t position) {
  return mix_hashes(token, position * 2 + 1);
}

/// Calls `each(token)` for the words, values and separators of a fingerprint.
template <class Each>
void for_each_token(std::string_view fingerprint, Each each) {
  for (std::size_t i = 0; i < fingerprint.size();) {
    std::size_t end = i + 1;
    if (fingerprint[i] != value_byte && is_message_word_byte(fingerprint[i]))
      while (end < fingerprint.size() && fingerprint[end] != value_byte && is_message_word_byte(fingerprint[end]))
        ++end;
    each(fingerprint.substr(i, end - i));
    i = end;
  }
}

/// What a token is, but for telling names from words.
[[nodiscard]] inline TokenTable::Kind kind_of_token(std::string_view token) {
  if (token[0] == value_byte) return TokenTable::Kind::value;
  const bool is_word = is_message_word_byte(token[0]) && token[0] != '.' && token[0] != '/';
  return is_word ? TokenTable::Kind::word : TokenTable::Kind::separator;
}

[[nodiscard]] inline std::uint64_t hash_of_token(std::string_view token) {
  return token[0] == value_byte ? value_token : hash_bytes(token.data(), token.size());
}

}  // namespace afterword
