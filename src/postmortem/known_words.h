#pragma once
#include <cstdint>

#include "postmortem/word_bits.h"

namespace afterword {

/// What single words are to the readers that look at every word of a text, one bit each: a word is looked up once, for
/// all of them. Postmortem::known holds the answers.
namespace known {
inline constexpr std::uint32_t tongues =
    0x3F;  ///< a little word of a language: one bit each, in the order of manner.cpp
inline constexpr std::uint32_t told = 1u << 6;   ///< only a telling uses it: a verb in the past and the like
inline constexpr std::uint32_t count = 1u << 7;  ///< a number in letters: "five"
inline constexpr std::uint32_t part = 1u << 8;   ///< a part of a whole: "half", "thirds"
}  // namespace known

[[nodiscard]] const WordBits& known_words();

}  // namespace afterword
