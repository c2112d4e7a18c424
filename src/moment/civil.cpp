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

std::string to_string(const Civil& civil) {
  std::string out;
  char buffer[32];
  if (civil.date && civil.date->year != 0) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", civil.date->year, civil.date->month, civil.date->day);
    out += buffer;
  }
  if (civil.clock) {
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", civil.clock->hour, civil.clock->minute);
    out += buffer;
  }
  return out;
}

}  // namespace afterword
