#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Values in single lines of code and settings, as far as text tells: what a diff changed from and to.

[[nodiscard]] std::string_view trim_line(std::string_view line);

/// Identifiers, and numbers as they stand.
[[nodiscard]] std::vector<std::string> tokens_of(std::string_view line);
[[nodiscard]] std::string first_token(std::string_view line);

struct Number {
  double value = 0;  ///< in seconds or bytes where a unit is stated
  std::string text;  ///< as written, with its unit
};

/// The first number of a line that is not part of a word, with its unit ("15m", "300*time.Millisecond").
[[nodiscard]] std::optional<Number> number_of(std::string_view line);

/// All numbers of a line, in order.
[[nodiscard]] std::string all_numbers(std::string_view line);

/// What stands between quotation marks, all of a line.
[[nodiscard]] std::string quoted_of(std::string_view line);
/// How many bytes of two texts are the same words at the beginning, where they are too many to show: what differs must
/// be among what is shown.
[[nodiscard]] std::size_t common_words(std::string_view a, std::string_view b);

/// Whether a number is all that stands in the quotation marks of a line, with its unit ("15m").
[[nodiscard]] bool quotes_number(std::string_view line);

/// What a field or a column was and what it is, where nothing else of two lines differs: "int64", "string".
struct TypeChange {
  std::string name;
  std::string from;
  std::string to;
};
[[nodiscard]] std::optional<TypeChange> type_change(std::string_view removed, std::string_view added);

/// A line of settings: `key = value`, `key: value`; nothing for code.
struct Setting {
  std::string key;
  std::string value;
};
[[nodiscard]] std::optional<Setting> setting_of(std::string_view line);

/// The name that a value is given to: the last identifier before `:`, `=` or the value itself.
[[nodiscard]] std::string name_of_value(std::string_view line);

/// Major, minor, patch.
[[nodiscard]] std::optional<std::array<int, 3>> version_of(std::string_view line);

/// Whether two lines say the same of different values, 0–1: how far their words overlap, numbers and units left out.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

}  // namespace afterword
