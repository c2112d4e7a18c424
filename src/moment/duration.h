#pragma once
#include <cstdint>
#include <string>

namespace afterword {

/// A length of time for people: "45 s", "4 min", "1 h 30 min", "2 d 3 h". Negative lengths get a minus sign.
[[nodiscard]] std::string duration_text(std::int64_t seconds);
/// The same in words, for sentences: "1 hour and 30 minutes".
[[nodiscard]] std::string duration_words(std::int64_t seconds);

}  // namespace afterword
