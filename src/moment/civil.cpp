#include "moment/civil.h"

#include <chrono>

namespace afterword {

namespace {
std::chrono::year_month_day ymd(Date d) {
  return std::chrono::year{d.year} / std::chrono::month{d.month} / std::chrono::day{d.day};
}
}  // namespace

bool is_valid(Date date) {
  return date.year != 0 ? ymd(date).ok() : ymd({2024, date.month, date.day}).ok();
}
std::int64_t days_of(Date date) {
  return std::chrono::sys_days{ymd(date)}.time_since_epoch().count();
}
int weekday_of(Date date) {
  return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{ymd(date)}}.c_encoding());
}
Date next_day(Date date, int days) {
  const std::chrono::year_month_day d{std::chrono::sys_days{ymd(date)} + std::chrono::days{days}};
  return {static_cast<std::int16_t>(static_cast<int>(d.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(d.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(d.day()))};
}

void append_digits(std::string& out, int value, int width) {
  if (width == 2 && value >= 0 && value < 100) {  // months, days, hours, minutes
    const char two[] = {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
    out.append(two, 2);
    return;
  }
  char buffer[16];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  unsigned rest = value < 0 ? 0u - static_cast<unsigned>(value) : static_cast<unsigned>(value);
  for (; rest != 0; rest /= 10) *--at = static_cast<char>('0' + rest % 10);
  const std::ptrdiff_t wanted = width - (value < 0 ? 1 : 0);
  while (end - at < wanted) *--at = '0';
  if (value < 0) *--at = '-';
  out.append(at, static_cast<std::size_t>(end - at));
}

void append_date(std::string& out, Date date) {
  append_digits(out, date.year, 4);
  out += '-';
  append_digits(out, date.month, 2);
  out += '-';
  append_digits(out, date.day, 2);
}

void append_clock(std::string& out, int hour, int minute) {
  append_digits(out, hour, 2);
  out += ':';
  append_digits(out, minute, 2);
}

std::string to_string(const Civil& civil) {
  std::string out;
  out.reserve(26);
  if (civil.date && civil.date->year != 0) append_date(out, *civil.date);
  if (civil.clock) {
    out += 'T';
    append_clock(out, civil.clock->hour, civil.clock->minute);
  }
  return out;
}

}  // namespace afterword
