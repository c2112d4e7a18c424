#include "moment/tzif.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>

namespace afterword {

namespace {

constexpr std::size_t file_bytes_max = 1 << 20;  // the largest real one has 4 KB
constexpr std::int64_t day_seconds = 86400;

std::int64_t big_endian(std::string_view bytes, std::size_t i, int size) {
  std::uint64_t value = 0;
  for (int k = 0; k < size; ++k) value = value << 8 | static_cast<unsigned char>(bytes[i + k]);
  return size == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
}

struct Header {
  char version = 0;
  std::size_t ut = 0, standard = 0, leap = 0, times = 0, types = 0, chars = 0;
  [[nodiscard]] std::size_t body_bytes(std::size_t time_bytes) const {
    return times * time_bytes + times + types * 6 + chars + leap * (time_bytes + 4) + standard + ut;
  }
};

constexpr std::size_t header_bytes = 44;

std::optional<Header> read_header(std::string_view file, std::size_t i) {
  if (file.size() < i + header_bytes || file.substr(i, 4) != "TZif") return {};
  std::size_t counts[6];
  for (std::size_t k = 0; k < 6; ++k) {
    counts[k] = static_cast<std::size_t>(static_cast<std::uint32_t>(big_endian(file, i + 20 + 4 * k, 4)));
    if (counts[k] > file.size()) return {};
  }
  return Header{file[i + 4], counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
}

// ---- The POSIX footer.

struct RuleReader {
  std::string_view text;
  std::size_t i = 0;

  [[nodiscard]] char peek() const { return i < text.size() ? text[i] : '\0'; }
  bool take(char c) { return peek() == c ? (++i, true) : false; }
  bool number(int& value) {
    const std::size_t begin = i;
    value = 0;
    while (i < begin + 5 && peek() >= '0' && peek() <= '9') value = value * 10 + (text[i++] - '0');
    return i > begin;
  }
  bool name(std::string& out) {
    const std::size_t begin = i + (peek() == '<' ? 1 : 0);
    const bool quoted = take('<');
    while (i < text.size() && (quoted ? peek() != '>' : (peek() | 32) >= 'a' && (peek() | 32) <= 'z')) ++i;
    out = text.substr(begin, i - begin);
    return out.size() >= 3 && (!quoted || take('>'));
  }
  /// [+-]h[h[h]][:mm[:ss]] in seconds.
  bool time(int& seconds) {
    const int sign = take('-') ? -1 : (take('+'), 1);
    int hours = 0, minutes = 0, rest = 0;
    if (!number(hours) || hours > 167) return false;
    if (take(':') && (!number(minutes) || minutes > 59)) return false;
    if (take(':') && (!number(rest) || rest > 59)) return false;
    seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
  }
  bool day(RuleDay& out) {
    if (take('M')) {
      out.kind = RuleDay::Kind::month_week_day;
      if (!number(out.month) || !take('.') || !number(out.week) || !take('.') || !number(out.day)) return false;
      if (out.month < 1 || out.month > 12 || out.week < 1 || out.week > 5 || out.day > 6) return false;
    } else {
      out.kind = take('J') ? RuleDay::Kind::julian_without_leap : RuleDay::Kind::julian;
      if (!number(out.day) || out.day > 365) return false;
    }
    return !take('/') || time(out.seconds);
  }
};

std::int64_t days_from(int year, int month, int day) {
  return days_of({static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
}
bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// Local seconds since 1970 at which a rule's day and time fall in a year.
std::int64_t rule_moment(const RuleDay& rule, int year) {
  std::int64_t day = 0;
  switch (rule.kind) {
    case RuleDay::Kind::julian_without_leap:
      day = days_from(year, 1, 1) + rule.day - 1 + (is_leap(year) && rule.day >= 60 ? 1 : 0);
      break;
    case RuleDay::Kind::julian:
      day = days_from(year, 1, 1) + rule.day;
      break;
    case RuleDay::Kind::month_week_day: {
      const std::int64_t first = days_from(year, rule.month, 1);
      const int weekday = static_cast<int>(((first + 4) % 7 + 7) % 7);
      day = first + (rule.day - weekday + 7) % 7 + 7 * (rule.week - 1);
      const std::int64_t next = rule.month == 12 ? days_from(year + 1, 1, 1) : days_from(year, rule.month + 1, 1);
      if (day >= next) day -= 7;
      break;
    }
  }
  return day * day_seconds + rule.seconds;
}

/// Files are opened by plain calls: a stream costs more than the reading.
std::string read_small_file(const std::string& path) {
  std::string bytes;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return bytes;
  struct stat status{};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
      static_cast<std::size_t>(status.st_size) <= file_bytes_max) {
    bytes.resize(static_cast<std::size_t>(status.st_size));
    const ssize_t got = ::read(file, bytes.data(), bytes.size());
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  }
  ::close(file);
  return bytes;
}

/// Names are single words and slashes: nothing that climbs out of the folder.
bool is_zone_path(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.find("..") != std::string_view::npos)
    return false;
  for (char c : name) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '-' || c == '+' || c == '/';
    if (!fine) return false;
  }
  return true;
}

}  // namespace

std::optional<TzRule> read_tz_rule(std::string_view text) {
  RuleReader reader{text};
  TzRule rule;
  if (!reader.name(rule.standard) || !reader.time(rule.standard_offset)) return {};
  rule.standard_offset = -rule.standard_offset;  // POSIX counts west
  if (reader.i == text.size()) return rule;
  if (!reader.name(rule.daylight)) return {};
  rule.has_daylight = true;
  rule.daylight_offset = rule.standard_offset + 3600;
  if (reader.peek() != ',') {
    if (!reader.time(rule.daylight_offset)) return {};
    rule.daylight_offset = -rule.daylight_offset;
  }
  if (!reader.take(',') || !reader.day(rule.begin) || !reader.take(',') || !reader.day(rule.end)) return {};
  if (reader.i != text.size()) return {};
  return rule;
}

std::shared_ptr<const TimeZone> TimeZone::parse(std::string_view file) {
  std::size_t place = 0, time_bytes = 4;
  auto header = read_header(file, 0);
  if (!header) return nullptr;
  if (header->version >= '2') {  // the first block has 32-bit times for old readers; the second is the real one
    place = header_bytes + header->body_bytes(4);
    time_bytes = 8;
    header = read_header(file, place);
    if (!header) return nullptr;
  }
  place += header_bytes;
  if (header->types == 0 || header->types > 256 || header->body_bytes(time_bytes) > file.size() - place) return nullptr;
  auto zone = std::make_shared<TimeZone>();
  for (std::size_t k = 0; k < header->times; ++k) {
    zone->times_.push_back(big_endian(file, place + k * time_bytes, static_cast<int>(time_bytes)));
    if (k > 0 && zone->times_[k] <= zone->times_[k - 1]) return nullptr;
  }
  place += header->times * time_bytes;
  for (std::size_t k = 0; k < header->times; ++k) {
    zone->indexes_.push_back(static_cast<std::uint8_t>(file[place + k]));
    if (zone->indexes_.back() >= header->types) return nullptr;
  }
  place += header->times;
  for (std::size_t k = 0; k < header->types; ++k) {
    const std::size_t type = place + k * 6;
    zone->types_.push_back(
        {static_cast<int>(big_endian(file, type, 4)), file[type + 4] != 0, static_cast<std::uint8_t>(file[type + 5])});
    if (zone->types_.back().abbreviation >= header->chars || std::abs(zone->types_.back().offset) > 100000)
      return nullptr;
  }
  place += header->types * 6;
  zone->names_ = file.substr(place, header->chars);
  place += header->chars + header->leap * (time_bytes + 4) + header->standard + header->ut;
  if (time_bytes == 8 && place + 2 <= file.size() && file[place] == '\n') {
    const std::size_t end = file.find('\n', place + 1);
    if (end != std::string_view::npos) zone->rule_ = read_tz_rule(file.substr(place + 1, end - place - 1));
  }
  return zone;
}

ZoneState TimeZone::state_of(const Type& type) const {
  const std::string_view names = names_;
  const std::string_view from = names.substr(type.abbreviation);
  return {type.offset, type.daylight, from.substr(0, from.find('\0'))};
}

ZoneState TimeZone::by_rule(std::int64_t seconds) const {
  const TzRule& rule = *rule_;
  if (rule.has_daylight) {
    // The year by standard time; a day's error at its ends does not matter, as no rule lies there except those of
    // Morocco's kind, whose rules cover the whole year.
    const std::int64_t days =
        (seconds + rule.standard_offset) / day_seconds - (seconds < -rule.standard_offset ? 1 : 0);
    const int year = next_day({1970, 1, 1}, static_cast<int>(days)).year;
    const std::int64_t begin = rule_moment(rule.begin, year) - rule.standard_offset;
    const std::int64_t end = rule_moment(rule.end, year) - rule.daylight_offset;
    const bool daylight = begin < end ? seconds >= begin && seconds < end : seconds < end || seconds >= begin;
    if (daylight) return {rule.daylight_offset, true, rule.daylight};
  }
  return {rule.standard_offset, false, rule.standard};
}

ZoneState TimeZone::at(std::int64_t seconds) const {
  const auto next = std::upper_bound(times_.begin(), times_.end(), seconds);
  if (next == times_.end() && rule_) return by_rule(seconds);
  if (next == times_.begin()) return state_of(types_.front());
  return state_of(types_[indexes_[static_cast<std::size_t>(next - times_.begin()) - 1]]);
}

std::shared_ptr<const TimeZone> find_time_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>> zones;
  if (!is_zone_path(name)) return nullptr;
  const char* folder = std::getenv("TZDIR");
  std::string path = folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
  path += '/';
  path += name;
  const std::lock_guard lock(mutex);
  if (const auto found = zones.find(path); found != zones.end()) return found->second;
  auto zone = TimeZone::parse(read_small_file(path));
  if (zones.size() < 1024) zones.emplace(path, zone);
  return zone;
}

}  // namespace afterword
