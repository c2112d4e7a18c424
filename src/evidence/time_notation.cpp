#include "evidence/time_notation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "evidence/instant.h"

namespace afterword {

/// What the steps of one time said.
struct TimeReader::Parts {
  int year = 0, month = 0, day = 0, day_of_year = 0;
  int hour = 0, minute = 0, second = 0, half = -1;
  std::int64_t nanoseconds = 0;
  std::optional<std::int64_t> offset;   ///< seconds east, where one is written
  std::optional<Instant> instant;       ///< epoch
  std::optional<std::int64_t> seconds;  ///< local, from the cache
  bool has_named_zone = false;          ///< "Europe/Berlin" is written: its offset depends on the day
};

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Digits, `least` to `most` of them. False: too few.
bool read_number(std::string_view text, std::size_t& at, std::size_t least, std::size_t most, int& out) {
  std::size_t n = 0;
  int value = 0;
  while (n < most && at + n < text.size() && is_digit(text[at + n])) value = value * 10 + (text[at + n++] - '0');
  if (n < least) return false;
  at += n;
  out = value;
  return true;
}

struct MonthWord {
  std::string_view word;
  int month;
};
/// Names that begin no other name come last; syslog writes them in the language of the machine.
constexpr MonthWord month_words[] = {
    {"January", 1},   {"February", 2}, {"March", 3},     {"April", 4},     {"June", 6},  {"July", 7},  {"August", 8},
    {"September", 9}, {"October", 10}, {"November", 11}, {"December", 12}, {"Jan", 1},   {"Feb", 2},   {"Mar", 3},
    {"Apr", 4},       {"May", 5},      {"Jun", 6},       {"Jul", 7},       {"Aug", 8},   {"Sep", 9},   {"Oct", 10},
    {"Nov", 11},      {"Dec", 12},     {"janv.", 1},     {"févr.", 2},     {"mars", 3},  {"avril", 4}, {"mai", 5},
    {"juin", 6},      {"juil.", 7},    {"août", 8},      {"sept.", 9},     {"oct.", 10}, {"nov.", 11}, {"déc.", 12},
    {"Mär", 3},       {"Mai", 5},      {"Okt", 10},      {"Dez", 12},      {"ene", 1},   {"abr", 4},   {"ago", 8},
    {"dic", 12},      {"JAN", 1},      {"FEB", 2},       {"MAR", 3},       {"APR", 4},   {"MAY", 5},   {"JUN", 6},
    {"JUL", 7},       {"AUG", 8},      {"SEP", 9},       {"OCT", 10},      {"NOV", 11},  {"DEC", 12},  {"feb", 2},
    {"mar", 3},       {"jun", 6},      {"jul", 7},       {"sep", 9},       {"oct", 10},  {"nov", 11},
};

bool read_month_name(std::string_view text, std::size_t& at, int& out) {
  for (const MonthWord& row : month_words) {
    if (text.substr(at, row.word.size()) != row.word) continue;
    at += row.word.size();
    out = row.month;
    return true;
  }
  return false;
}

/// Nanoseconds, if digits follow a separator; those beyond the ninth are passed over.
std::int64_t read_fraction(const char*& at, const char* stop) {
  static constexpr std::array<std::int64_t, 10> scales = {one_second, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                                          10'000,     1'000,       100,        10,        1};
  if (stop - at < 2 || (*at != '.' && *at != ',' && *at != ':') || !is_digit(at[1])) return 0;
  const char* const begin = ++at;
  if (stop - at > 3 && is_digit(at[1]) && is_digit(at[2]) &&
      !is_digit(at[3])) {  // milliseconds, as most programs write
    at += 3;
    return ((begin[0] - '0') * 100 + (begin[1] - '0') * 10 + (begin[2] - '0')) * std::int64_t{1'000'000};
  }
  std::int64_t value = 0;
  for (; at != stop && is_digit(*at); ++at)
    if (at - begin < 9) value = value * 10 + (*at - '0');
  return value * scales[std::min<std::size_t>(static_cast<std::size_t>(at - begin), 9)];
}

bool read_epoch(std::string_view text, std::size_t& at, std::optional<Instant>& out) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::size_t digits = end - at;
  if (digits < 9 || digits > 19) return false;
  std::int64_t whole = 0;
  if (std::from_chars(text.data() + at, text.data() + end, whole).ec != std::errc()) return false;
  std::int64_t scale = digits <= 11 ? one_second : digits <= 14 ? 1'000'000 : digits <= 17 ? 1'000 : 1;
  constexpr std::int64_t earliest = 946'684'800, latest = 8'000'000'000;  // 2000 to 2223: others are other numbers
  if (whole > latest * one_second / scale || whole < earliest * one_second / scale) return false;
  std::int64_t rest = 0;
  if (digits <= 14 && end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
    std::int64_t part = scale;
    for (++end; end < text.size() && is_digit(text[end]); ++end) {
      part /= 10;
      rest += (text[end] - '0') * part;
    }
  }
  out = whole * scale + rest;
  at = end;
  return true;
}

/// DJB's external format: 2⁶² + seconds TAI, then nanoseconds. TAI was 10 s ahead of UTC in 1970; leap seconds since
/// are ignored as the programs that write it do.
bool read_tai64n(std::string_view text, std::size_t& at, std::optional<Instant>& out) {
  if (at + 25 > text.size() || text[at] != '@') return false;
  std::uint64_t seconds = 0;
  std::uint32_t rest = 0;
  const char* p = text.data() + at + 1;
  if (std::from_chars(p, p + 16, seconds, 16).ptr != p + 16) return false;
  if (std::from_chars(p + 16, p + 24, rest, 16).ptr != p + 24) return false;
  constexpr std::uint64_t origin = (std::uint64_t{1} << 62) + 10;
  if (seconds < origin || seconds - origin > 8'000'000'000) return false;
  out = static_cast<Instant>(seconds - origin) * one_second + rest % one_second;
  at += 25;
  return true;
}

struct StepLetter {
  char letter;
  TimeStep kind;
};
constexpr StepLetter step_letters[] = {
    {'Y', TimeStep::year}, {'y', TimeStep::short_year}, {'m', TimeStep::month},       {'b', TimeStep::month_name},
    {'d', TimeStep::day},  {'e', TimeStep::day},        {'j', TimeStep::day_of_year}, {'a', TimeStep::weekday},
    {'H', TimeStep::hour}, {'M', TimeStep::minute},     {'S', TimeStep::second},      {'f', TimeStep::fraction},
    {'z', TimeStep::zone}, {'p', TimeStep::half},       {'s', TimeStep::epoch},       {'t', TimeStep::tai64n},
};

}  // namespace

Result<TimeNotation> compile_time_notation(std::string_view text) {
  TimeNotation out;
  out.text = text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.steps.push_back({TimeStep::literal, text[i], false});
      continue;
    }
    const bool loose = i + 1 < text.size() && text[i + 1] == '-';
    i += loose ? 2 : 1;
    const char letter = i < text.size() ? text[i] : '\0';
    const auto* row = std::find_if(std::begin(step_letters), std::end(step_letters),
                                   [&](const StepLetter& r) { return r.letter == letter; });
    if (row == std::end(step_letters))
      return std::unexpected(Error{ErrorKind::settings, "'%" + std::string(1, letter) + "' is no step of a time",
                                   std::string(text), "%Y %y %m %b %d %e %j %a %H %M %S %f %z %p %s %t"});
    out.steps.push_back({row->kind, letter, loose || letter == 'e'});
  }
  const auto has = [&](TimeStep kind) {
    return std::any_of(out.steps.begin(), out.steps.end(), [&](const auto& step) { return step.kind == kind; });
  };
  const bool absolute = has(TimeStep::epoch) || has(TimeStep::tai64n);
  out.has_date = absolute || has(TimeStep::day) || has(TimeStep::day_of_year);
  out.has_year = absolute || has(TimeStep::year) || has(TimeStep::short_year);
  for (std::size_t i = 0; i < out.steps.size(); ++i)
    if (out.steps[i].kind == TimeStep::second) out.tail = i + 1;
  for (std::size_t i = out.tail; out.tail != 0 && i < out.steps.size(); ++i)
    if (out.steps[i].kind != TimeStep::fraction && out.steps[i].kind != TimeStep::zone &&
        out.steps[i].kind != TimeStep::literal)
      out.tail = 0;
  if (!out.has_date) out.tail = 0;  // these count midnights
  std::size_t next = out.tail;
  const auto goes_on_with = [&](TimeStep kind) {
    return next < out.steps.size() && out.steps[next].kind == kind && (++next, true);
  };
  out.ends_with_fraction = goes_on_with(TimeStep::fraction);
  out.ends_with_zone = goes_on_with(TimeStep::zone);
  out.has_short_tail = out.tail != 0 && next == out.steps.size();
  return out;
}

namespace {

/// How names of zones begin that no other word begins with.
constexpr std::string_view areas[] = {"Europe/",  "America/",  "Asia/",   "Africa/", "Australia/",
                                      "Pacific/", "Atlantic/", "Indian/", "Etc/",    "Antarctica/"};

bool begins_with_area(std::string_view text) {
  if (text.size() < 5 || (text[0] != 'E' && text[0] != 'A' && text[0] != 'P' && text[0] != 'I')) return false;
  return std::any_of(std::begin(areas), std::end(areas), [&](std::string_view area) { return text.starts_with(area); });
}

std::int64_t offset_in(const ZoneName& zone, std::int64_t local_seconds) {
  if (zone.offset_minutes) return *zone.offset_minutes * 60;
  const std::int64_t days = local_seconds / 86400, rest = local_seconds % 86400;
  const Civil civil{
      next_day({1970, 1, 1}, static_cast<int>(days)),
      Clock{static_cast<std::int8_t>(rest / 3600), static_cast<std::int8_t>(rest / 60 % 60), 0, ClockForm::h24}};
  const auto resolution = resolve(civil, zone);
  return resolution ? resolution->offset_minutes * 60 : 0;
}

}  // namespace

/// "Europe/Berlin", as PHP writes behind its times.
bool TimeReader::read_named_zone(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && (is_letter(text[end]) || text[end] == '/' || text[end] == '_' || text[end] == '-')) ++end;
  const std::string_view word = text.substr(at, end - at);
  if (word != named_text_) {
    named_text_ = word;
    named_zone_ = afterword::read_zone(word);
    named_slot_ = -1;
  }
  if (!named_zone_) return false;
  at = end;
  return true;
}

std::int64_t TimeReader::offset_of_named(std::int64_t local_seconds) {
  const std::int64_t slot = local_seconds / 900;
  if (slot != named_slot_) {
    named_slot_ = slot;
    named_offset_ = offset_in(*named_zone_, local_seconds);
  }
  return named_offset_;
}

void TimeReader::read_zone(std::string_view text, std::size_t& at, Parts& parts) {
  std::size_t i = at;
  if (i < text.size() && text[i] == ' ') ++i;
  if (i >= text.size()) return;
  if (text[i] == 'Z' && (i + 1 == text.size() || !is_letter(text[i + 1]))) {
    parts.offset = 0;
    at = i + 1;
    return;
  }
  if (text[i] == '+' || text[i] == '-') {
    std::size_t end = i + 1;
    int hours = 0, minutes = 0;
    if (!read_number(text, end, 2, 2, hours) || hours > 18) return;
    std::size_t after = end + (end < text.size() && text[end] == ':' ? 1 : 0);
    const bool in_minutes = after == end && after < text.size() && is_digit(text[after]) &&
                            (after + 1 == text.size() || !is_digit(text[after + 1]));  // "+120", as DB2 writes
    if (in_minutes) {
      minutes = hours * 10 + (text[after] - '0');
      hours = 0;
      end = after + 1;
    } else if (read_number(text, after, 2, 2, minutes)) {
      end = after;
    }
    if (end < text.size() && is_digit(text[end])) return;
    parts.offset = (text[i] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    at = end;
    return;
  }
  if (begins_with_area(text.substr(i))) {
    parts.has_named_zone = read_named_zone(text, i);
    if (parts.has_named_zone) at = i;
    return;
  }
  std::size_t end = i;
  while (end < text.size() && end - i < 6 && text[end] >= 'A' && text[end] <= 'Z') ++end;
  if (end - i < 2 || end - i > 5 || (end < text.size() && (is_letter(text[end]) || is_digit(text[end])))) return;
  const std::string_view word = text.substr(i, end - i);
  if (word == "UTC" || word == "GMT") {
    parts.offset = 0;
  } else if (word == zone_text_) {
    parts.offset = zone_offset_;
  } else {
    const auto zone = afterword::read_zone(word);
    if (!zone || !zone->offset_minutes) return;
    zone_text_ = word;
    zone_offset_ = *zone->offset_minutes * 60;
    parts.offset = zone_offset_;
  }
  at = end;
}

bool TimeReader::read_step(const TimeNotation::Step& step, std::string_view text, std::size_t& at, Parts& parts) {
  const std::size_t least = step.loose ? 1 : 2;
  switch (step.kind) {
    case TimeStep::literal:
      return at < text.size() && (text[at] == step.literal || (step.literal == ' ' && text[at] == '\t')) &&
             (++at, true);
    case TimeStep::year:
      return read_number(text, at, 4, 4, parts.year) && parts.year >= 1970 && parts.year < 2200;
    case TimeStep::short_year:
      if (!read_number(text, at, 2, 2, parts.year)) return false;
      parts.year += parts.year < 70 ? 2000 : 1900;
      return true;
    case TimeStep::month:
      return read_number(text, at, least, 2, parts.month);
    case TimeStep::month_name:
      return read_month_name(text, at, parts.month);
    case TimeStep::day:
      if (step.literal == 'e' && at < text.size() && text[at] == ' ') ++at;
      return read_number(text, at, least, 2, parts.day);
    case TimeStep::day_of_year:
      return read_number(text, at, 3, 3, parts.day_of_year) && parts.day_of_year >= 1 && parts.day_of_year <= 366;
    case TimeStep::weekday: {
      const std::size_t begin = at;
      while (at < text.size() && is_letter(text[at])) ++at;
      return at - begin >= 3 && at - begin <= 10;
    }
    case TimeStep::hour:
      return read_number(text, at, least, 2, parts.hour) && parts.hour <= 24;
    case TimeStep::minute:
      return read_number(text, at, 2, 2, parts.minute) && parts.minute < 60;
    case TimeStep::second:
      return read_number(text, at, 2, 2, parts.second) && parts.second <= 60;
    case TimeStep::fraction: {
      const char* p = text.data() + at;
      parts.nanoseconds = read_fraction(p, text.data() + text.size());
      at = static_cast<std::size_t>(p - text.data());
      return true;
    }
    case TimeStep::zone:
      read_zone(text, at, parts);
      return true;
    case TimeStep::half: {
      std::size_t i = at + (at < text.size() && text[at] == ' ' ? 1 : 0);
      if (i + 1 >= text.size() || (text[i + 1] | 0x20) != 'm') return false;
      parts.half = (text[i] | 0x20) == 'p' ? 1 : (text[i] | 0x20) == 'a' ? 0 : -1;
      at = i + 2;
      return parts.half >= 0;
    }
    case TimeStep::epoch:
      return read_epoch(text, at, parts.instant);
    case TimeStep::tai64n:
      return read_tai64n(text, at, parts.instant);
  }
  return false;
}

std::int64_t TimeReader::offset_at(std::int64_t local_seconds) {
  if (!context_->zone) return 0;
  if (context_->zone->offset_minutes) return *context_->zone->offset_minutes * 60;
  const std::int64_t slot = local_seconds / 900;
  if (slot == slot_) return slot_offset_;
  slot_ = slot;
  slot_offset_ = offset_in(*context_->zone, local_seconds);
  return slot_offset_;
}

/// Seconds since 1970 as a clock on the wall shows them; -1: no such time.
std::int64_t TimeReader::local_seconds_of(const Parts& parts) {
  int hour = parts.hour;
  if (parts.half >= 0) {
    if (hour < 1 || hour > 12) return -1;
    hour = hour % 12 + parts.half * 12;
  }
  const std::int64_t of_day = hour * 3600 + parts.minute * 60 + parts.second;
  if (!notation_->has_date) {
    if (last_of_day_ >= 0 && of_day < last_of_day_ - 43200) ++days_on_;
    last_of_day_ = of_day;
    return (context_->day + days_on_) * 86400 + of_day;
  }
  Date date{static_cast<std::int16_t>(parts.year), static_cast<std::uint8_t>(parts.month),
            static_cast<std::uint8_t>(parts.day)};
  if (parts.day_of_year != 0) {
    date.month = date.day = 1;
    return (days_of(date) + parts.day_of_year - 1) * 86400 + of_day;
  }
  if (notation_->has_year) return is_valid(date) ? days_of(date) * 86400 + of_day : -1;
  const std::int64_t latest = context_->reference / one_second + 86400;
  date.year = next_day({1970, 1, 1}, static_cast<int>(latest / 86400)).year;
  for (int tries = 0; tries < 8; ++tries, --date.year)  // 29 February may lie years back
    if (is_valid(date) && days_of(date) * 86400 + of_day <= latest) return days_of(date) * 86400 + of_day;
  return -1;
}

TimeRead TimeReader::finish(const Parts& parts, std::size_t bytes) {
  const auto size = static_cast<std::uint32_t>(bytes);
  if (parts.instant) return {*parts.instant, size, true};
  const std::int64_t local = parts.seconds ? *parts.seconds : local_seconds_of(parts);
  if (local < 0) return {};
  const std::int64_t offset = parts.offset           ? *parts.offset
                              : parts.has_named_zone ? offset_of_named(local)
                                                     : offset_at(local);
  return {(local - offset) * one_second + parts.nanoseconds, size, parts.offset.has_value() || parts.has_named_zone};
}

/// The second is that of the time before: what is left is a fraction and a zone.
TimeRead TimeReader::read_tail(std::string_view text) {
  const char* const stop = text.data() + text.size();
  const char* p = text.data() + head_size_;
  const std::int64_t nanoseconds = notation_->ends_with_fraction ? read_fraction(p, stop) : 0;
  auto at = static_cast<std::size_t>(p - text.data());
  std::int64_t offset = 0;
  bool states_zone = false;
  if (notation_->ends_with_zone) {
    if (p != stop && *p == 'Z' && (p + 1 == stop || !is_letter(p[1]))) {
      ++at;
      states_zone = true;
    } else {
      Parts parts;
      read_zone(text, at, parts);
      states_zone = parts.offset.has_value() || parts.has_named_zone;
      offset = parts.has_named_zone ? offset_of_named(head_seconds_) : parts.offset.value_or(0);
    }
  }
  if (!states_zone) offset = offset_at(head_seconds_);
  return {(head_seconds_ - offset) * one_second + nanoseconds, static_cast<std::uint32_t>(at), states_zone};
}

TimeRead TimeReader::read_steps(std::string_view text, bool knows_head) {
  const auto& steps = notation_->steps;
  Parts parts;
  std::size_t at = 0, next = 0;
  if (knows_head) {
    at = head_size_;
    next = notation_->tail;
    parts.seconds = head_seconds_;
  }
  for (; next < steps.size(); ++next) {
    if (!read_step(steps[next], text, at, parts)) return {};
    if (next + 1 != notation_->tail || at > sizeof head_) continue;
    const std::int64_t seconds = local_seconds_of(parts);
    if (seconds < 0) return {};
    parts.seconds = seconds;
    std::memcpy(head_, text.data(), at);
    head_size_ = at;
    head_seconds_ = seconds;
  }
  return finish(parts, at);
}

}  // namespace afterword
