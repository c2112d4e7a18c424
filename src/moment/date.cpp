#include "moment/readers.h"

namespace afterword::notation {

namespace {

constexpr std::uint32_t word_of = hash_of("of"), word_de = hash_of("de"), word_del = hash_of("del"),
                        word_the = hash_of("the");

constexpr std::array<std::uint32_t, 10> ordinals = {hash_of("st"),  hash_of("nd"),  hash_of("rd"), hash_of("th"),
                                                    hash_of("er"),  hash_of("ère"), hash_of("re"), hash_of("o"),
                                                    hash_of("ter"), hash_of("ten")};

Date make_date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(std::min(month, 99)),
          static_cast<std::uint8_t>(std::min(day, 99))};
}

bool is_year(const Number& n) {
  return n.digits == 4 && n.value >= 1900 && n.value < 2200;
}
int full_year(const Number& n) {
  return n.digits == 2 ? n.value + (n.value < 70 ? 2000 : 1900) : n.value;
}

void store(Date date, DateRead& out) {
  out.date = date;
  out.invalid = date.month == 0 || date.month > 12 || date.day == 0 || !is_valid(date);
}

/// Whether a date made of figures may end at `i`.
bool ends_figures(std::string_view text, std::size_t i) {
  const char c = at(text, i);
  if (is_digit(c) || c == '%') return false;
  if ((c == '.' || c == ':' || c == '/') && is_digit(at(text, i + 1))) {
    return c == ':' && read_number(text, i + 1).digits == 2;  // 18/Apr/2024:09:30
  }
  if (c == '/' && is_letter(at(text, i + 1))) return false;  // a path
  return !is_letter(c) || c == 'T' || c == 't';
}

/// Behind "st", "nd", "rd", "th", "er", "º", "ª" at `i`, or `i`.
std::size_t skip_ordinal(std::string_view text, std::size_t i) {
  const WordAt word = read_word(text, i);
  if (word.end > i) {
    for (std::uint32_t hash : ordinals) {
      if (hash == word.hash) return word.end;
    }
  }
  if (starts_at(text, i, "º") || starts_at(text, i, "ª") || starts_at(text, i, "°")) return i + 2;
  return i;
}

/// Behind an optional four-digit year at `i` (", 2023", " of 2023", " de 2023", " '23"), or `i`.
std::size_t read_year_behind(std::string_view text, std::size_t i, std::int16_t& year) {
  std::size_t place = i;
  if (at(text, place) == '.') ++place;
  place = skip_spaces(text, place);
  if (at(text, place) == ',') place = skip_spaces(text, place + 1);
  if (at(text, place) == '-' || at(text, place) == '/') {
    if (place != i) return i;
    ++place;
  }
  const WordAt word = read_word(text, place);
  if (word.end > place && (word.hash == word_of || word.hash == word_de || word.hash == word_del)) {
    place = skip_spaces(text, word.end);
  }
  Number n = read_number(text, place);
  const std::size_t quote = at(text, place) == '\'' ? 1 : starts_at(text, place, "’") ? 3 : 0;
  if (place != i && quote != 0 && is_digit(at(text, place + quote))) {
    n = read_number(text, place + quote);
    if (n.digits != 2 || !ends_word(text, n.end)) return i;
    year = static_cast<std::int16_t>(full_year(n));
    return n.end;
  }
  if (place == i || !is_year(n) || (!ends_word(text, n.end) && at(text, n.end) != 'T')) return i;
  if (at(text, n.end) == '%' || (at(text, n.end) == '-' && is_digit(at(text, n.end + 1)))) return i;
  if ((at(text, n.end) == ':' || at(text, n.end) == ',' || at(text, n.end) == '.') && is_digit(at(text, n.end + 1)) &&
      !(at(text, n.end) == ':' && read_number(text, n.end + 1).digits == 2)) {
    return i;
  }
  year = static_cast<std::int16_t>(n.value);
  return n.end;
}

const Term* month_at(std::string_view text, std::size_t i, WordAt& word) {
  word = read_word(text, i);
  const Term* term = word.end > i ? find_term(word.hash) : nullptr;
  return term != nullptr && (term->sense == Sense::month || term->sense == Sense::weak_month) ? term : nullptr;
}

/// "18 Apr 2024", "9th of March", "18. April 2024", "18 de abril de 2024", "18-Apr-2024", "18/Apr/2024".
std::size_t read_day_month(std::string_view text, const Number& day, DateRead& out) {
  if (day.digits > 2) return 0;
  std::size_t place = skip_ordinal(text, day.end);
  const bool ordinal = place != day.end;
  if (!ordinal && at(text, place) == '.') ++place;
  const bool comma = ordinal && at(text, place) == ',';  // "18th, April 2024"
  if (comma) ++place;
  const char glue = at(text, place);
  if (glue == '-' || glue == '/') {
    ++place;
  } else {
    const std::size_t spaced = skip_spaces(text, place);
    if (spaced == place && is_letter(glue) && !is_upper(glue)) return 0;
    place = spaced;
    const WordAt joint = read_word(text, place);
    if (joint.end > place && (joint.hash == word_of || joint.hash == word_de)) {
      place = skip_spaces(text, joint.end);
      const WordAt the = read_word(text, place);
      if (the.hash == word_the) place = skip_spaces(text, the.end);
    }
  }
  WordAt word;
  const Term* month = month_at(text, place, word);
  if (month == nullptr || !ends_word(text, word.end)) return 0;
  std::int16_t year = 0;
  const std::size_t end = read_year_behind(text, word.end, year);
  if (month->sense == Sense::weak_month && !word.capital && year == 0 && !ordinal) return 0;
  if (comma && year == 0) return 0;
  if (day.value == 0 || (day.value > 31 && year == 0)) return 0;
  store(make_date(year, month->value, day.value), out);
  return end;
}

/// 2024-04-18, 2024/04/18, 2024.04.18, 2024年4月18日.
std::size_t read_year_first(std::string_view text, const Number& year, DateRead& out) {
  if (!is_year(year)) return 0;
  const char separator = at(text, year.end);
  const bool japanese = starts_at(text, year.end, "年");
  if (!japanese && separator != '-' && separator != '/' && separator != '.') return 0;
  const Number month = read_number(text, year.end + (japanese ? 3 : 1));
  if (month.digits == 0 && !japanese) {  // 2024-Apr-18
    WordAt word;
    const Term* name = month_at(text, year.end + 1, word);
    if (name == nullptr || at(text, word.end) != separator) return 0;
    const Number day = read_number(text, word.end + 1);
    if (day.digits == 0 || day.digits > 2 || !ends_figures(text, day.end)) return 0;
    store(make_date(year.value, name->value, day.value), out);
    return day.end;
  }
  if (month.digits == 0 || month.digits > 2) return 0;
  if (japanese ? !starts_at(text, month.end, "月") : at(text, month.end) != separator) return 0;
  const Number day = read_number(text, month.end + (japanese ? 3 : 1));
  if (day.digits == 0 || day.digits > 2) return 0;
  if (japanese && !starts_at(text, day.end, "日")) return 0;
  const std::size_t end = day.end + (japanese ? 3 : 0);
  if (!japanese && !ends_figures(text, end)) return 0;
  if (separator == '.' && (month.digits != 2 || day.digits != 2)) return 0;
  store(make_date(year.value, month.value, day.value), out);
  out.iso = !japanese;
  if (out.invalid && month.value <= 31 && day.value <= 12 && is_valid(make_date(year.value, day.value, month.value))) {
    store(make_date(year.value, day.value, month.value), out);  // 2024-18-04: year, day, month
  }
  return end;
}

/// Which of two figures is the month, where that can be told.
void settle_order(int first, int second, int year, MentionOptions::Order order, DateRead& out) {
  const Date day_first = make_date(year, second, first), month_first = make_date(year, first, second);
  if (second > 12 && first <= 12) return store(month_first, out);
  if (first > 12 || first == second) return store(day_first, out);
  const bool days = order == MentionOptions::Order::day_first;
  store(days ? day_first : month_first, out);
  const Date other = days ? month_first : day_first;
  if (is_valid(other)) out.other = other;
}

/// 18.04.2024, 04/18/2024, 18-04-24, 04/18.
std::size_t read_figures(std::string_view text, const Number& first, Manner manner, const MentionOptions& options,
                         DateRead& out) {
  const char separator = at(text, first.end);
  if (first.digits > 2 || (separator != '/' && separator != '.' && separator != '-')) return 0;
  const Number second = read_number(text, first.end + 1);
  if (second.digits == 0 || second.digits > 2) return 0;
  if (at(text, second.end) == separator && is_digit(at(text, second.end + 1))) {
    const Number year = read_number(text, second.end + 1);
    if ((!is_year(year) && year.digits != 2) || !ends_figures(text, year.end)) return 0;
    if (year.digits == 2) {
      const bool plausible = first.value >= 1 && second.value >= 1 && first.value <= 31 && second.value <= 31 &&
                             (first.value <= 12 || second.value <= 12);
      if (!plausible || (separator != '/' && (first.digits != 2 || second.digits != 2))) return 0;
      out.weak = separator != '/';
    }
    if (separator == '.' && second.value <= 12) {  // the point is the sign of countries that put the day first
      store(make_date(full_year(year), second.value, first.value), out);
    } else {
      settle_order(first.value, second.value, full_year(year), options.order, out);
    }
    return year.end;
  }
  const std::size_t clock = skip_spaces(text, second.end);
  const bool clock_behind = clock > second.end && at(text, read_number(text, clock).end) == ':';
  if (separator == '-' && manner == Manner::line) {  // "04-18 09:30"
    if (!clock_behind || first.digits != 2 || second.digits != 2) return 0;
  } else if (separator != '/' ||
             (manner == Manner::prose && !clock_behind && (first.digits != 2 || second.digits != 2))) {
    return 0;
  }
  if (first.value == 0 || second.value == 0 || (first.value > 12 && second.value > 12)) return 0;
  if (!ends_figures(text, second.end) || is_letter(at(text, second.end))) return 0;
  settle_order(first.value, second.value, 0, options.order, out);
  out.weak = true;
  return out.invalid ? 0 : second.end;
}

/// 20240418, 20240418T0930.
std::size_t read_compact(std::string_view text, const Number& n, DateRead& out) {
  const int year = n.value / 10000, month = n.value / 100 % 100, day = n.value % 100;
  if (year < 1990 || year > 2099 || month < 1 || month > 12 || day < 1) return 0;
  if (!ends_figures(text, n.end) || (at(text, n.end) == ',' && is_digit(at(text, n.end + 1)))) return 0;
  store(make_date(year, month, day), out);
  out.iso = true;
  return out.invalid ? 0 : n.end;
}

/// 4月18日.
std::size_t read_japanese_day(std::string_view text, const Number& month, DateRead& out) {
  if (month.digits > 2 || !starts_at(text, month.end, "月")) return 0;
  const Number day = read_number(text, month.end + 3);
  if (day.digits == 0 || day.digits > 2 || !starts_at(text, day.end, "日")) return 0;
  store(make_date(0, month.value, day.value), out);
  return out.invalid ? 0 : day.end + 3;
}

/// "March 9, 2023", "Mar 9", "June 7th, 2023", "March 9–10, 2023", "Apr-18-2024", "March the 9th".
std::size_t read_month_first(std::string_view text, std::size_t i, DateRead& out) {
  WordAt word;
  const Term* month = month_at(text, i, word);
  if (month == nullptr) return 0;
  std::size_t place = word.end;
  const bool glued = at(text, place) == '-' && is_digit(at(text, place + 1));
  const bool comma = at(text, place) == ',';  // "June, 5th 2023"
  if (at(text, place) == '.' || comma || glued) ++place;
  if (!glued) {
    const std::size_t spaced = skip_spaces(text, place);
    if (spaced == place) return 0;
    place = spaced;
    const WordAt the = read_word(text, place);
    if (the.hash == word_the && the.end > place) place = skip_spaces(text, the.end);
  }
  const Number day = read_number(text, place);
  if (day.digits == 0 || day.digits > 2 || day.value == 0) return 0;
  std::size_t end = skip_ordinal(text, day.end);
  const bool ordinal = end != day.end;
  if (!ends_word(text, end)) return 0;
  const char next = at(text, end);
  const bool figure_behind = is_digit(at(text, end + 1));
  if (next == '%' || ((next == ':' || next == '.' || next == '/') && figure_behind)) return 0;
  if (next == ',' && figure_behind && read_number(text, end + 1).digits == 3) return 0;  // 9,000
  char half = 0;
  if (!ordinal && read_half(text, end, half) != 0) return 0;  // "March 9 PM"
  std::int16_t year = 0;
  std::size_t behind = read_year_behind(text, end, year);
  if (behind == end) {  // a range of days that share their year
    if (const std::size_t dash = dash_size(text, end)) {
      const Number last = read_number(text, end + dash);
      const std::size_t last_end = skip_ordinal(text, last.end);
      if (last.digits > 0 && last.digits <= 2) behind = read_year_behind(text, last_end, year);
      if (year == 0) behind = end;
    }
  }
  if (year == 0 && !word.capital && !ordinal && month->sense == Sense::weak_month) return 0;
  if ((day.value > 31 || comma) && year == 0) return 0;
  store(make_date(year, month->value, day.value), out);
  return behind;
}

}  // namespace

std::size_t read_date(std::string_view text, std::size_t i, Manner manner, const MentionOptions& options,
                      DateRead& out) {
  out = {};
  if (!is_digit(at(text, i))) return read_month_first(text, i, out);
  const Number first = read_number(text, i);
  if (is_digit(at(text, first.end))) return 0;
  if (first.digits == 4) return read_year_first(text, first, out);
  if (first.digits == 8) return read_compact(text, first, out);
  if (first.digits > 2) return 0;
  if (const std::size_t end = read_figures(text, first, manner, options, out)) return end;
  out = {};
  if (const std::size_t end = read_japanese_day(text, first, out)) return end;
  out = {};
  return read_day_month(text, first, out);
}

}  // namespace afterword::notation
