#include "cli/day.h"

#include <charconv>
#include <string>

namespace afterword {

Result<Date> read_day(std::string_view text) {
  int parts[3] = {};
  constexpr std::size_t widths[3] = {4, 2, 2};
  std::string_view rest = text;
  bool good = text.size() == 10;
  for (int i = 0; good && i < 3; ++i) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + widths[i], parts[i]);
    good = error == std::errc() && end == rest.data() + widths[i] && (i == 2 || rest[widths[i]] == '-');
    if (i < 2 && good) rest.remove_prefix(widths[i] + 1);
  }
  if (good) {
    const Date date{static_cast<std::int16_t>(parts[0]), static_cast<std::uint8_t>(parts[1]),
                    static_cast<std::uint8_t>(parts[2])};
    if (is_valid(date)) return date;
  }
  return std::unexpected(
      Error{ErrorKind::usage, "`" + std::string(text) + "` is no day", {}, "write it as 2026-11-20"});
}

}  // namespace afterword
