#include "moment/readers.h"

namespace afterword::notation {

namespace {

constexpr std::uint32_t word_uhr = hash_of("uhr"), word_clock = hash_of("clock"), word_o = hash_of("o"),
                        word_to = hash_of("to");

/// The half of the day that a word names, in English, French, Spanish and Portuguese; 0 for other words.
char half_of_word(std::uint32_t hash) {
  for (std::uint32_t word :
       {hash_of("morning"), hash_of("matin"), hash_of("mañana"), hash_of("madrugada"), hash_of("manhã")}) {
    if (hash == word) return 'a';
  }
  for (std::uint32_t word : {hash_of("afternoon"), hash_of("evening"), hash_of("night"), hash_of("soir"),
                             hash_of("tarde"), hash_of("noche"), hash_of("noite")}) {
    if (hash == word) return 'p';
  }
  return 0;
}

/// "in the morning", "at night", "du soir", "de la tarde", "da manhã": the half of the day in words; 0 if it is not
/// there.
std::size_t read_half_in_words(std::string_view text, std::size_t i, char& half) {
  std::size_t place = skip_spaces(text, i);
  if (place == i) return 0;
  const WordAt joint = read_word(text, place);
  bool joined = false;
  for (std::uint32_t word : {hash_of("in"), hash_of("at"), hash_of("du"), hash_of("de"), hash_of("da")}) {
    joined |= joint.hash == word;
  }
  if (!joined) return 0;
  place = skip_spaces(text, joint.end);
  const WordAt article = read_word(text, place);
  if (article.hash == hash_of("the") || article.hash == hash_of("la")) place = skip_spaces(text, article.end);
  const WordAt word = read_word(text, place);
  half = half_of_word(word.hash);
  return half != 0 && word.end > place && ends_word(text, word.end) ? word.end : 0;
}

/// "12 noon", "12:00 midnight".
std::size_t read_twelve_word(std::string_view text, std::size_t i, Clock& clock) {
  const std::size_t begin = skip_spaces(text, i);
  if (begin == i || clock.hour != 12 || clock.minute != 0) return 0;
  const WordAt word = read_word(text, begin);
  const Term* term = word.end > begin ? find_term(word.hash) : nullptr;
  if (term == nullptr || (term->sense != Sense::noon && term->sense != Sense::midnight)) return 0;
  clock.hour = static_cast<std::int8_t>(term->value);
  clock.form = ClockForm::word;
  return word.end;
}

void apply_half(char half, Clock& clock) {
  if (clock.hour > 12 || (clock.hour == 0)) {
    clock.form = ClockForm::both;
    return;
  }
  clock.hour = static_cast<std::int8_t>(clock.hour % 12 + (half == 'p' ? 12 : 0));
  clock.form = ClockForm::h12;
}

bool is_length(Cue cue) {
  return cue == Cue::length || cue == Cue::count;
}

struct Parts {
  int hour = 0, minute = 0, second = -1;
  std::uint8_t hour_digits = 0;
  std::size_t end = 0;
};

/// Seconds and their fraction behind H:MM, if there are any.
std::size_t read_seconds(std::string_view text, std::size_t i, Parts& parts) {
  const std::size_t colon = colon_size(text, i);
  if (colon == 0) return i;
  const Number seconds = read_number(text, i + colon);
  if (seconds.digits != 2) return i;
  parts.second = seconds.value;
  std::size_t end = seconds.end;
  if ((at(text, end) == '.' || at(text, end) == ',') && is_digit(at(text, end + 1))) {
    std::size_t fraction = end + 1;
    while (fraction < end + 11 && is_digit(at(text, fraction))) ++fraction;
    if (at(text, end) == '.' || fraction == end + 4) end = fraction;
  }
  return end;
}

bool is_possible(const Parts& p) {
  if (p.hour == 24) return p.minute == 0 && p.second <= 0;
  return p.hour < 24 && p.minute < 60 && p.second <= 60;
}

void store(const Parts& parts, ClockRead& out) {
  out.clock.hour = static_cast<std::int8_t>(std::min(parts.hour, 99));
  out.clock.minute = static_cast<std::int8_t>(std::min(parts.minute, 99));
  out.clock.second = static_cast<std::int8_t>(std::min(parts.second, 99));
  out.invalid = !is_possible(parts);
}

/// What may stand behind the figures: a half of the day, "Uhr", "hrs", "o'clock". Settles the form.
std::size_t read_suffix(std::string_view text, std::size_t end, const Parts& parts, ClockRead& out) {
  char half = 0;
  if (const std::size_t behind = read_half(text, end, half)) {
    apply_half(half, out.clock);
    if (parts.hour > 24) out.invalid = true;
    out.weak = false;
    return behind;
  }
  if (const std::size_t behind = read_twelve_word(text, end, out.clock)) return behind;
  if (parts.hour >= 1 && parts.hour <= 12) {
    if (const std::size_t behind = read_half_in_words(text, end, half)) {
      apply_half(half, out.clock);
      out.weak = false;
      return behind;
    }
  }
  const WordAt word = read_word(text, skip_spaces(text, end));
  if (word.hash == word_uhr && ends_word(text, word.end)) {
    out.clock.form = ClockForm::h24;
    out.weak = false;
    return word.end;
  }
  return 0;
}

/// HH:MM[:SS[.fff]].
std::size_t read_colon_clock(std::string_view text, const Number& hour, Cue cue, ClockRead& out) {
  const std::size_t colon = colon_size(text, hour.end);
  const Number minute = read_number(text, hour.end + colon);
  char half = 0;
  if (minute.digits == 0 && colon == 1) {  // "9:PM", a slip that people make
    const std::size_t behind = read_half(text, hour.end + 1, half);
    if (behind == 0 || hour.value > 12) return 0;
    store({hour.value, 0, -1, hour.digits, behind}, out);
    apply_half(half, out.clock);
    return behind;
  }
  if (minute.digits != 2) return 0;
  Parts parts{hour.value, minute.value, -1, hour.digits, minute.end};
  std::size_t end = read_seconds(text, minute.end, parts);
  if (at(text, end) == ':' && is_digit(at(text, end + 1))) return 0;  // 10:20:30:40 is an address
  if (at(text, end) == '.' && is_digit(at(text, end + 1))) return 0;
  if (at(text, end) == '%') return 0;
  store(parts, out);
  const bool leading_zero = parts.hour < 10 && parts.hour_digits == 2;
  out.clock.form =
      parts.hour == 0 || parts.hour > 12 || leading_zero || parts.second >= 0 ? ClockForm::h24 : ClockForm::unsure;
  out.weak = true;
  if (const std::size_t behind = read_suffix(text, end, parts, out)) return behind;
  const WordAt word = read_word(text, skip_spaces(text, end));
  const Term* unit = word.end > end ? find_term(word.hash) : nullptr;
  if (unit != nullptr && unit->sense == Sense::unit && ends_word(text, word.end)) {
    // "14:30 hrs" is a time of day, "1:30 hours" a length; the hour tells them apart where no word before does.
    const bool clock_like = parts.second < 0 && parts.hour_digits == 2 && (parts.hour >= 5 || cue == Cue::clock);
    if (unit->value == 3600 && clock_like && !is_length(cue)) {
      out.clock.form = ClockForm::h24;
      return word.end;
    }
    if (unit->value > 1 && unit->value < 86400) return 0;
  }
  // "10:00UTC" and "10:00Z" carry their zone glued; anything else glued is not a clock.
  const char next = at(text, end);
  if (is_digit(next) || next == '_') return 0;
  if (is_letter(next) && !is_upper(next)) return 0;
  return end;
}

/// 8.25 PM, 14.30 Uhr; at the head of a line 8.25 as well.
std::size_t read_dot_clock(std::string_view text, const Number& hour, Manner manner, ClockRead& out) {
  const Number minute = read_number(text, hour.end + 1);
  if (minute.digits != 2 || minute.value > 59 || hour.value > 24) return 0;
  const Parts parts{hour.value, minute.value, -1, hour.digits, minute.end};
  store(parts, out);
  out.clock.form =
      hour.value == 0 || hour.value > 12 || (hour.value < 10 && hour.digits == 2) ? ClockForm::h24 : ClockForm::unsure;
  out.weak = true;
  if (const std::size_t behind = read_suffix(text, minute.end, parts, out)) return behind;
  if (manner == Manner::prose) return 0;
  const char next = at(text, minute.end);
  if (is_digit(next) || is_letter(next) || next == '%' || next == '_') return 0;
  if (next == '.' && is_digit(at(text, minute.end + 1))) return 0;
  return out.invalid ? 0 : minute.end;
}

/// 14h34, 20h, 14 h 30.
std::size_t read_h_clock(std::string_view text, const Number& hour, Manner manner, Cue cue, ClockRead& out) {
  const std::size_t h = skip_spaces(text, hour.end);
  if (to_lower(at(text, h)) != 'h' || hour.value > 24) return 0;
  const std::size_t behind_h = h + 1;
  const std::size_t minute_at = h == hour.end ? behind_h : skip_spaces(text, behind_h);
  const Number minute = read_number(text, minute_at);
  if (minute.digits == 2 && minute.value < 60 && minute_at == (h == hour.end ? behind_h : minute_at)) {
    const WordAt word = read_word(text, skip_spaces(text, minute.end));
    const Term* term = find_term(word.hash);
    const bool unit = word.end > minute.end && term != nullptr && term->sense == Sense::unit;
    if (unit || is_length(cue) || !ends_word(text, minute.end)) return 0;
    store({hour.value, minute.value, -1, hour.digits, minute.end}, out);
    out.clock.form = ClockForm::h24;
    char half = 0;
    if (const std::size_t behind = read_half(text, minute.end, half)) {  // "8h30 PM"
      apply_half(half, out.clock);
      return behind;
    }
    return out.invalid ? 0 : minute.end;
  }
  if (h != hour.end || minute.digits != 0 || !ends_word(text, behind_h)) return 0;
  const WordAt word = read_word(text, behind_h);
  if (word.end != behind_h) return 0;
  const Number more = read_number(text, skip_spaces(text, behind_h));
  if (more.digits > 0) {  // "1h 30m" is a length
    const Term* term = find_term(read_word(text, skip_spaces(text, more.end)).hash);
    if (term != nullptr && term->sense == Sense::unit) return 0;
  }
  char half = 0;
  if (const std::size_t behind = read_half_in_words(text, behind_h, half);
      behind != 0 && hour.value <= 12) {  // "8h du soir"
    store({hour.value, 0, -1, hour.digits, behind}, out);
    apply_half(half, out.clock);
    return behind;
  }
  const bool clock = cue == Cue::clock || manner == Manner::line || (cue == Cue::none && hour.value >= 13);
  if (!clock || is_length(cue)) return 0;
  store({hour.value, 0, -1, hour.digits, behind_h}, out);
  out.clock.form = ClockForm::h24;
  return behind_h;
}

/// 1400 hrs, 0930Z; at the head of a line 0930 as well.
std::size_t read_four_digits(std::string_view text, const Number& n, Manner manner, Cue cue, ClockRead& out) {
  const Parts parts{n.value / 100, n.value % 100, -1, 2, n.end};
  if (!is_possible(parts)) return 0;
  store(parts, out);
  out.clock.form = ClockForm::h24;
  const std::size_t word_at_place = skip_spaces(text, n.end);
  const WordAt word = read_word(text, word_at_place);
  const Term* unit = word.end > word_at_place ? find_term(word.hash) : nullptr;
  if (unit != nullptr && unit->sense == Sense::unit && unit->value == 3600 && ends_word(text, word.end)) {
    return is_length(cue) ? 0 : word.end;
  }
  char half = 0;
  if (const std::size_t behind = read_half(text, n.end, half)) {
    apply_half(half, out.clock);
    return behind;
  }
  if (at(text, n.end) == 'Z' && ends_word(text, n.end + 1)) return n.end;
  const bool year = n.value >= 1900 && n.value < 2100;
  out.weak = true;
  if (manner == Manner::prose || (year && text.substr(word_at_place, 3) != "UTC")) return 0;
  const char next = at(text, n.end);
  return is_letter(next) || is_digit(next) || next == '_' || next == '.' || next == ',' || next == '%' ? 0 : n.end;
}

/// 9時30分, 9時半, with 午前 or 午後 read before.
std::size_t read_japanese_clock(std::string_view text, const Number& hour, char half, ClockRead& out) {
  if (!starts_at(text, hour.end, "時") || starts_at(text, hour.end, "時間") || hour.digits > 2) return 0;
  std::size_t end = hour.end + 3;
  Parts parts{hour.value, 0, -1, hour.digits, end};
  const Number minute = read_number(text, end);
  if (minute.digits > 0 && minute.digits <= 2 && starts_at(text, minute.end, "分")) {
    parts.minute = minute.value;
    end = minute.end + 3;
    const Number second = read_number(text, end);
    if (second.digits > 0 && second.digits <= 2 && starts_at(text, second.end, "秒")) {
      parts.second = second.value;
      end = second.end + 3;
    }
  } else if (starts_at(text, end, "半")) {
    parts.minute = 30;
    end += 3;
  }
  store(parts, out);
  out.clock.form = ClockForm::h24;
  if (half != 0 && parts.hour > 0) apply_half(half, out.clock);
  return end;
}

/// "9 AM", "9 o'clock", "12 noon", "9 Uhr", and "9" in "9 to 11:30 AM".
std::size_t read_bare_hour(std::string_view text, const Number& hour, ClockRead& out) {
  if (hour.value > 24) return 0;
  const Parts parts{hour.value, 0, -1, hour.digits, hour.end};
  store(parts, out);
  out.clock.form = ClockForm::unsure;
  if (hour.value == 12) {
    if (const std::size_t behind = read_twelve_word(text, hour.end, out.clock)) return behind;
  }
  char half = 0;
  if (const std::size_t behind = read_half(text, hour.end, half)) {
    apply_half(half, out.clock);
    return behind;
  }
  const std::size_t begin = skip_spaces(text, hour.end);
  const WordAt word = read_word(text, begin);
  if (begin > hour.end && word.hash == word_uhr && ends_word(text, word.end)) {
    out.clock.form = ClockForm::h24;
    return word.end;
  }
  if (begin > hour.end && word.hash == word_o && hour.value >= 1 && hour.value <= 12) {
    const std::size_t apostrophe = at(text, word.end) == '\'' ? 1 : starts_at(text, word.end, "\u2019") ? 3 : 0;
    const WordAt rest = read_word(text, word.end + apostrophe);
    if (apostrophe == 0 || rest.hash != word_clock) return 0;
    if (const std::size_t behind = read_half_in_words(text, rest.end, half)) {
      apply_half(half, out.clock);
      return behind;
    }
    return rest.end;
  }
  if (const std::size_t behind = read_half_in_words(text, hour.end, half);
      behind != 0 && hour.value >= 1 && hour.value <= 12) {
    apply_half(half, out.clock);
    return behind;
  }
  if (hour.value < 1 || hour.value > 12) return 0;
  const std::size_t joint = read_range_joint(text, hour.end);
  if (joint == 0) return 0;
  const Number second = read_number(text, joint);
  if (second.digits == 0 || second.digits > 2 || second.value > 12) return 0;
  std::size_t end = second.end;
  if ((at(text, end) == ':' || at(text, end) == '.') && read_number(text, end + 1).digits == 2) end += 3;
  out.weak = true;
  return read_half(text, end, half) != 0 ? hour.end : 0;
}

}  // namespace

std::size_t read_half(std::string_view text, std::size_t i, char& half) {
  const std::size_t begin = skip_spaces(text, i);
  if (begin > i + 6) return 0;
  half = to_lower(at(text, begin));
  if (half != 'a' && half != 'p') return 0;
  std::size_t m = begin + 1;
  const bool dotted = at(text, m) == '.';
  if (dotted) ++m;
  if (dotted && at(text, m) == ' ') ++m;
  if (to_lower(at(text, m)) != 'm') return 0;
  std::size_t end = m + 1;
  if (dotted && at(text, end) == '.') ++end;
  if (!ends_word(text, end)) return 0;
  if (half == 'a' && at(text, begin) == 'a' && begin > i && is_digit(at(text, skip_spaces(text, end)))) {
    // German "9:00 am 18. April": "on the 18th", no half of the day.
    const Number day = read_number(text, skip_spaces(text, end));
    if (day.digits <= 2 && at(text, day.end) == '.' && !is_digit(at(text, day.end + 1))) return 0;
  }
  return end;
}

bool joins_range(std::uint32_t word) {
  for (const std::uint32_t joint : {word_to, hash_of("until"), hash_of("till"), hash_of("through"), hash_of("and"),
                                    hash_of("bis"), hash_of("à"), hash_of("a"), hash_of("até"), hash_of("hasta")}) {
    if (word == joint) return true;
  }
  return false;
}

std::size_t read_range_joint(std::string_view text, std::size_t i) {
  const std::size_t begin = skip_spaces(text, i);
  if (const std::size_t dash = dash_size(text, begin)) {
    std::size_t end = begin + dash;
    if (const std::size_t second = dash_size(text, end)) end += second;  // "--"
    if (at(text, end) == '>') ++end;                                     // "->"
    return skip_spaces(text, end);
  }
  if (starts_at(text, begin, "→") || starts_at(text, begin, "〜") || starts_at(text, begin, "～")) {
    return skip_spaces(text, begin + 3);
  }
  if (at(text, begin) == '~' && begin == i) return begin + 1;
  if (starts_at(text, begin, "から")) return skip_spaces(text, begin + 6);
  if (begin == i) return 0;
  const WordAt word = read_word(text, begin);
  const std::size_t end = skip_spaces(text, word.end);
  if (word.end == begin || end == word.end) return 0;
  return joins_range(word.hash) ? end : 0;
}

std::size_t read_clock(std::string_view text, std::size_t i, Manner manner, Cue cue, ClockRead& out) {
  out = {};
  if (starts_at(text, i, "午前") || starts_at(text, i, "午後")) {
    const char half = starts_at(text, i, "午前") ? 'a' : 'p';
    const Number hour = read_number(text, skip_spaces(text, i + 6));
    return hour.digits == 0 ? 0 : read_japanese_clock(text, hour, half, out);
  }
  if (!is_digit(at(text, i))) {
    const WordAt word = read_word(text, i);
    const Term* term = word.end > i ? find_term(word.hash) : nullptr;
    if (term == nullptr || (term->sense != Sense::noon && term->sense != Sense::midnight)) return 0;
    if (!ends_word(text, word.end) || (at(text, word.end) == '-' && is_letter(at(text, word.end + 1)))) return 0;
    out.clock = {static_cast<std::int8_t>(term->value), 0, -1, ClockForm::word};
    return word.end;
  }
  const Number hour = read_number(text, i);
  if (hour.digits == 4) return read_four_digits(text, hour, manner, cue, out);
  if (hour.digits > 2) return 0;
  if (colon_size(text, hour.end) > 0) return read_colon_clock(text, hour, cue, out);
  if (starts_at(text, hour.end, "時")) return read_japanese_clock(text, hour, 0, out);
  if (at(text, hour.end) == '.') {
    if (const std::size_t end = read_dot_clock(text, hour, manner, out)) return end;
    return 0;
  }
  if (const std::size_t end = read_h_clock(text, hour, manner, cue, out)) return end;
  return read_bare_hour(text, hour, out);
}

}  // namespace afterword::notation
