#include "evidence/instant.h"

#include <charconv>

namespace afterword {
namespace {

/// Digits of a fixed width. Negative: not that many digits.
int take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return -1;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Digits after the point of a second, as nanoseconds.
std::int64_t take_fraction(std::string_view& text) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || text[1] < '0' || text[1] > '9') return 0;
  text.remove_prefix(1);
  std::int64_t value = 0, scale = one_second;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    if (scale > 1) {
      scale /= 10;
      value += (text[0] - '0') * scale;
    }
    text.remove_prefix(1);
  }
  return value;
}

/// "+02:00", "+0200", "+02", as seconds east.
std::optional<int> take_offset(std::string_view& text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  std::string_view rest = text.substr(1);
  const int hours = take_digits(rest, 2);
  if (hours < 0 || hours > 18) return std::nullopt;
  std::string_view after = rest;
  take(after, ':');
  const int minutes = take_digits(after, 2);
  if (minutes >= 0) rest = after;
  text = rest;
  return sign * (hours * 3600 + std::max(minutes, 0) * 60);
}

std::int64_t local_seconds(const Date& date, int hour, int minute, int second, const std::optional<ZoneName>& zone) {
  const std::int64_t utc = days_of(date) * 86400 + hour * 3600 + minute * 60 + second;
  if (!zone) return utc;
  if (zone->offset_minutes) return utc - *zone->offset_minutes * 60;
  const Clock clock{static_cast<std::int8_t>(hour), static_cast<std::int8_t>(minute), 0, ClockForm::h24};
  const auto resolution = resolve(Civil{date, clock}, *zone);
  return resolution ? resolution->seconds + second : utc;
}

std::optional<ReadInstant> read_iso(std::string_view text, const std::optional<ZoneName>& zone) {
  const int year = take_digits(text, 4);
  const bool dashes = take(text, '-') || take(text, '/');
  const int month = take_digits(text, 2);
  if (dashes && !take(text, '-') && !take(text, '/')) return std::nullopt;
  const int day = take_digits(text, 2);
  if (year < 1970 || year > 2260 || month < 1 || day < 1) return std::nullopt;
  const Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  if (!is_valid(date)) return std::nullopt;
  int hour = 0, minute = 0, second = 0;
  std::int64_t fraction = 0;
  if (!text.empty()) {
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
    hour = take_digits(text, 2);
    const bool colons = take(text, ':');
    minute = take_digits(text, 2);
    if (take(text, ':') || (!colons && !text.empty() && text[0] >= '0' && text[0] <= '9'))
      second = take_digits(text, 2);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
    fraction = take_fraction(text);
  }
  while (take(text, ' ')) {
  }
  if (text.empty()) return ReadInstant{local_seconds(date, hour, minute, second, zone) * one_second + fraction, false};
  const std::int64_t utc = days_of(date) * 86400 + hour * 3600 + minute * 60 + second;
  if (text == "Z" || text == "z" || text == "UTC" || text == "GMT")
    return ReadInstant{utc * one_second + fraction, true};
  if (const auto offset = take_offset(text); offset && text.empty())
    return ReadInstant{(utc - *offset) * one_second + fraction, true};
  return std::nullopt;
}

}  // namespace

std::optional<Instant> instant_of_epoch(double number) {
  if (!(number >= 1e8) || number >= 8e18) return std::nullopt;  // 1973 and later, up to 2200 in nanoseconds
  constexpr double latest = 9.2e9;                              // seconds: 2261, where nanoseconds since 1970 run out
  if (number < 1e11) return number < latest ? std::optional(static_cast<Instant>(number * 1e6) * 1000) : std::nullopt;
  if (number < 1e14)
    return number < latest * 1e3 ? std::optional(static_cast<Instant>(number * 1e3) * 1000) : std::nullopt;
  if (number < 1e17) return number < latest * 1e6 ? std::optional(static_cast<Instant>(number) * 1000) : std::nullopt;
  return static_cast<Instant>(number);
}

std::optional<ReadInstant> read_instant(std::string_view text, const std::optional<ZoneName>& zone) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (const auto iso = read_iso(text, zone)) return iso;
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  if (const auto [p, fault] = std::from_chars(text.data(), end, whole); fault == std::errc() && p == end) {
    if (whole >= 100'000'000'000'000'000) return ReadInstant{whole, true};  // a double would round nanoseconds
    if (const auto at = instant_of_epoch(static_cast<double>(whole))) return ReadInstant{*at, true};
    return std::nullopt;
  }
  double number = 0;
  if (const auto [p, fault] = std::from_chars(text.data(), end, number); fault == std::errc() && p == end)
    if (const auto at = instant_of_epoch(number)) return ReadInstant{*at, true};
  return std::nullopt;
}

std::string write_instant(Instant at) {
  std::int64_t seconds = at / one_second;
  std::int64_t rest = at % one_second;
  if (rest < 0) {
    rest += one_second;
    --seconds;
  }
  std::string out = to_rfc3339(seconds, 0);
  if (const std::size_t sign = out.rfind("+00:00"); sign != std::string::npos) out.replace(sign, 6, "Z");
  if (rest == 0) return out;
  std::string digits = std::to_string(one_second + rest).substr(1);
  while (digits.ends_with("000")) digits.resize(digits.size() - 3);
  out.insert(out.size() - 1, "." + digits);
  return out;
}

}  // namespace afterword
