#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// `13:50:12`, UTC.
[[nodiscard]] std::string clock_of(Instant instant);
/// `2026-10-10`, UTC.
[[nodiscard]] std::string date_of(Instant instant);
/// `30 minutes and 21 seconds`, `1 hour and 5 minutes`; seconds only below an hour.
[[nodiscard]] std::string length_of(Instant nanoseconds);
/// `1,204`.
[[nodiscard]] std::string number_of(double value);
/// Cut at a word so that at most `bytes` are left, with an ellipsis; line breaks and runs of space become one space.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);
/// As a code span: backticks within become apostrophes.
[[nodiscard]] std::string as_code(std::string_view text);
/// In quotation marks of typography: quotes are not the report's own words, and rules leave them alone. Markup in it is
/// escaped.
[[nodiscard]] std::string as_quote(std::string_view text);
/// The end of an input's path that no other input's path ends with: `shop.log`, or `web-2/access.log`.
[[nodiscard]] std::string short_source(const Evidence& evidence, std::uint32_t input);
/// With a capital letter at the beginning and a full stop at the end.
[[nodiscard]] std::string as_sentence(std::string_view text);

}  // namespace afterword
