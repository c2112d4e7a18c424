#include "moment/readers.h"

namespace afterword::notation {

namespace {

constexpr std::uint32_t word_and = hash_of("and"), word_a = hash_of("a"), word_an = hash_of("an"),
                        word_of = hash_of("of"), word_et = hash_of("et"), word_y = hash_of("y"), word_e = hash_of("e"),
                        word_und = hash_of("und"), word_media = hash_of("media"), word_meia = hash_of("meia"),
                        word_demie = hash_of("demie"), word_second = hash_of("second");

constexpr double year_days_max = 36600;

const Term* term_of(const WordAt& word, std::size_t begin) {
  return word.end > begin ? find_term(word.hash) : nullptr;
}

struct Unit {
  std::int64_t seconds = 0;
  std::size_t end = 0;
  bool letter = false;  ///< "h", "m", "s", "d": needs its number glued to it
};

/// The unit at `i`; seconds 0 if there is none.
Unit read_unit(std::string_view text, std::size_t i) {
  const WordAt word = read_word(text, i);
  const Term* term = term_of(word, i);
  if (term == nullptr || term->sense != Sense::unit || !ends_word(text, word.end)) {
    if (starts_at(text, i, "時間")) return {3600, i + 6, false};
    if (starts_at(text, i, "分間")) return {60, i + 6, false};
    if (starts_at(text, i, "分")) return {60, i + 3, false};
    if (starts_at(text, i, "秒")) return {1, i + 3, false};
    return {};
  }
  return {term->value, word.end, word.end == i + 1};
}

/// A one-letter unit glued to the next figure: "1h30m".
Unit read_glued_unit(std::string_view text, std::size_t i) {
  std::size_t end = i;
  while (end < i + 4 && is_letter(at(text, end))) ++end;
  if (end == i || !is_digit(at(text, end))) return {};
  const WordAt word = read_word(text.substr(0, end), i);
  const Term* term = term_of(word, i);
  if (term == nullptr || term->sense != Sense::unit) return {};
  return {term->value, end, end == i + 1};
}

/// "and a half" behind a unit or a number, as a fraction; 0 if it is not there.
std::size_t read_fraction_behind(std::string_view text, std::size_t i, double& fraction) {
  const std::size_t place = skip_spaces(text, i);
  if (place == i) return 0;
  WordAt word = read_word(text, place);
  if (word.hash == word_et || word.hash == word_y || word.hash == word_e) {
    word = read_word(text, skip_spaces(text, word.end));
    fraction = 0.5;
    return word.hash == word_media || word.hash == word_meia || word.hash == word_demie ? word.end : 0;
  }
  if (word.hash != word_and) return 0;
  std::size_t next = skip_spaces(text, word.end);
  word = read_word(text, next);
  if (word.hash == word_a && word.end > next) {
    next = skip_spaces(text, word.end);
    word = read_word(text, next);
  }
  const Term* term = term_of(word, next);
  if (term == nullptr || (term->sense != Sense::half && term->sense != Sense::quarter)) return 0;
  if (!ends_word(text, word.end)) return 0;
  fraction = 1.0 / term->value;
  return word.end;
}

struct Amount {
  double value = 0;
  double low = -1;  ///< "5–10 minutes": the smaller of the two
  std::size_t end = 0;
  bool approximate = false;
  bool article = false;
  bool figures = false;
};

std::size_t read_figure(std::string_view text, std::size_t i, double& value) {
  const Number whole = read_number(text, i);
  if (whole.digits == 0 || whole.digits > 7) return 0;
  value = whole.value;
  std::size_t end = whole.end;
  if (at(text, end) == ',' && whole.digits <= 3) {  // 1,440 minutes
    const Number thousands = read_number(text, end + 1);
    if (thousands.digits == 3) {
      value = value * 1000 + thousands.value;
      end = thousands.end;
    }
  }
  if ((at(text, end) == '.' || at(text, end) == ',') && is_digit(at(text, end + 1))) {
    const Number fraction = read_number(text, end + 1);
    if (fraction.digits > 4) return 0;
    double scale = 1;
    for (int n = 0; n < fraction.digits; ++n) scale *= 10;
    value += fraction.value / scale;
    end = fraction.end;
  }
  if (starts_at(text, end, "½")) return value += 0.5, end + 2;
  if (starts_at(text, end, "¼")) return value += 0.25, end + 2;
  if (starts_at(text, end, "¾")) return value += 0.75, end + 2;
  return end;
}

/// A number in figures or words at `i`: "90", "2.5", "2½", "twenty-five", "an", "a couple of".
Amount read_single_amount(std::string_view text, std::size_t i) {
  Amount amount;
  if (is_digit(at(text, i))) {
    amount.figures = true;
    amount.end = read_figure(text, i, amount.value);
    return amount;
  }
  if (starts_at(text, i, "½")) return {.value = 0.5, .end = i + 2, .figures = true};
  WordAt word = read_word(text, i);
  const Term* term = term_of(word, i);
  if (term == nullptr || !ends_word(text, word.end)) return amount;
  if (term->sense == Sense::number) {
    amount = {.value = static_cast<double>(term->value), .end = word.end};
    const std::size_t next = word.end + (at(text, word.end) == '-' || at(text, word.end) == ' ' ? 1 : 0);
    const WordAt more = read_word(text, next);
    const Term* ones = next > word.end ? term_of(more, next) : nullptr;
    if (term->value >= 20 && ones != nullptr && ones->sense == Sense::number && ones->value < 10) {
      amount.value += ones->value;
      amount.end = more.end;
    }
    const std::size_t open = skip_spaces(text, amount.end);  // "thirty (30) minutes"
    if (at(text, open) == '(') {
      const Number again = read_number(text, open + 1);
      if (again.value == static_cast<int>(amount.value) && at(text, again.end) == ')') amount.end = again.end + 1;
    }
    return amount;
  }
  if (term->sense != Sense::article && term->sense != Sense::couple) return amount;
  amount = {.value = 1, .end = word.end, .article = true};
  std::size_t next = word.end;
  if (term->sense == Sense::article) {
    next = skip_spaces(text, word.end);
    word = read_word(text, next);
    term = term_of(word, next);
    if (term == nullptr || term->sense != Sense::couple) return amount;
  }
  amount = {.value = 2, .end = word.end, .approximate = true};
  next = skip_spaces(text, word.end);
  const WordAt of = read_word(text, next);
  if (of.hash == word_of && of.end > next) amount.end = of.end;
  return amount;
}

/// Whether a length may go on behind its first number, which ends at `end`. Most numbers of a text count something
/// else.
bool may_go_on(std::string_view text, std::size_t end) {
  const std::size_t next = skip_spaces(text, end);
  const char c = at(text, next);
  if (!is_letter(c)) return c == '-' || c == '~' || static_cast<unsigned char>(c) >= 0x80;
  if (next == end) return true;  // "1h30m"
  const WordAt word = read_word(text, next);
  return find_term(word.hash) != nullptr || joins_range(word.hash) || word.hash == word_et || word.hash == word_y ||
         word.hash == word_e;
}

/// An amount, or two of them with "to" or a dash between: the larger counts, both are kept.
Amount read_amount(std::string_view text, std::size_t i) {
  Amount amount = read_single_amount(text, i);
  if (amount.end == 0 || !may_go_on(text, amount.end)) return {};
  if (amount.article) return amount;
  double fraction = 0;
  if (const std::size_t end = read_fraction_behind(text, amount.end, fraction)) {  // "one and a half hours"
    amount.value += fraction;
    amount.end = end;
    return amount;
  }
  std::size_t joint = 0;
  if (const std::size_t dash = dash_size(text, amount.end); dash != 0 && is_digit(at(text, amount.end + dash))) {
    joint = amount.end + dash;
  } else if (dash == 0) {
    joint = read_range_joint(text, amount.end);
    const WordAt between = read_word(text, skip_spaces(text, amount.end));
    if (joint != 0 && between.hash == word_and) joint = 0;
  }
  if (joint == 0) return amount;
  const Amount high = read_single_amount(text, joint);
  if (high.end == 0 || high.article || high.value <= amount.value) return amount;
  return {.value = high.value, .low = amount.value, .end = high.end, .approximate = true, .figures = high.figures};
}

/// Words that may follow "15m" where the m is minutes; before others it is more likely millions ("5m users").
bool is_length_context(std::string_view text, std::size_t i, Cue cue) {
  const std::size_t next = skip_spaces(text, i);
  if (cue == Cue::length || cue == Cue::count || next == i || !is_letter(at(text, next))) return true;
  const WordAt word = read_word(text, next);
  for (std::uint32_t hash : {hash_of("outage"), hash_of("downtime"), hash_of("of"), hash_of("later"), hash_of("after"),
                             hash_of("before"), hash_of("and"), hash_of("window"), hash_of("to"), hash_of("until")}) {
    if (word.hash == hash) return true;
  }
  return false;
}

/// PT1H30M, P1DT2H.
std::size_t read_iso_length(std::string_view text, std::size_t i, LengthRead& out) {
  std::size_t place = i + 1;
  bool in_time = false, any = false;
  double total = 0;
  for (int part = 0; part < 5; ++part) {
    if (!in_time && at(text, place) == 'T') {
      in_time = true;
      ++place;
    }
    double value = 0;
    const std::size_t end = read_figure(text, place, value);
    if (end == 0) break;
    const char unit = at(text, end);
    const double seconds = !in_time ? (unit == 'D'   ? 86400
                                       : unit == 'W' ? 604800
                                                     : 0)
                                    : (unit == 'H'   ? 3600
                                       : unit == 'M' ? 60
                                       : unit == 'S' ? 1
                                                     : 0);
    if (seconds == 0) return 0;
    total += value * seconds;
    any = true;
    place = end + 1;
  }
  if (!any || !ends_word(text, place) || total > year_days_max * 86400) return 0;
  out.seconds = out.seconds_low = static_cast<std::int64_t>(total);
  return place;
}

/// "half an hour", "half a day", "half hour", "quarter of an hour", "three quarters of an hour" from "half" on.
std::size_t read_part_of_unit(std::string_view text, std::size_t i, double times, LengthRead& out) {
  const WordAt word = read_word(text, i);
  const Term* part = term_of(word, i);
  if (part == nullptr || (part->sense != Sense::half && part->sense != Sense::quarter)) return 0;
  std::size_t place = at(text, word.end) == '-' ? word.end + 1 : skip_spaces(text, word.end);
  for (int n = 0; n < 2; ++n) {
    const WordAt small = read_word(text, place);
    if (small.end > place && (small.hash == word_of || small.hash == word_a || small.hash == word_an)) {
      place = skip_spaces(text, small.end);
    }
  }
  const Unit unit = read_unit(text, place);
  if (unit.seconds < 60 || unit.letter) return 0;
  out.seconds = out.seconds_low = static_cast<std::int64_t>(times * static_cast<double>(unit.seconds) / part->value);
  return unit.end;
}

/// H:MM[:SS] with "hours" behind, or with a word before that says it is a length.
std::size_t read_colon_length(std::string_view text, std::size_t i, Cue cue, LengthRead& out) {
  const Number hours = read_number(text, i);
  if (hours.digits == 0 || hours.digits > 3 || at(text, hours.end) != ':') return 0;
  const Number minutes = read_number(text, hours.end + 1);
  if (minutes.digits != 2 || minutes.value > 59) return 0;
  std::int64_t total = hours.value * 3600 + minutes.value * 60;
  std::size_t end = minutes.end;
  if (at(text, end) == ':') {
    const Number seconds = read_number(text, end + 1);
    if (seconds.digits != 2 || seconds.value > 59) return 0;
    total += seconds.value;
    end = seconds.end;
  }
  const bool long_form = end != minutes.end;
  const Unit unit = read_unit(text, skip_spaces(text, end));
  if (unit.seconds == 3600) {
    end = unit.end;
  } else if (unit.seconds == 60 && !long_form && !unit.letter) {  // "12:30 minutes" is minutes and seconds
    total /= 60;
    end = unit.end;
  } else if (cue != Cue::length || !ends_word(text, end) || (at(text, end) == ':' && is_digit(at(text, end + 1)))) {
    return 0;
  }
  out.seconds = out.seconds_low = total;
  return end;
}

/// ", ", " and ", " et ": what may stand between "3 hours" and "20 minutes".
std::size_t skip_part_joint(std::string_view text, std::size_t i) {
  std::size_t place = skip_spaces(text, i);
  if (at(text, place) == '.') place = skip_spaces(text, place + 1);  // "1 hr. 20 min."
  if (at(text, place) == ',' || at(text, place) == '&') place = skip_spaces(text, place + 1);
  const WordAt word = read_word(text, place);
  if (word.end > place && (word.hash == word_and || word.hash == word_et || word.hash == word_y ||
                           word.hash == word_e || word.hash == word_und)) {
    place = skip_spaces(text, word.end);
  }
  return place;
}

/// Smaller parts behind the first: "20 minutes" of "3 hours, 20 minutes", "30" of "1h30m".
std::size_t read_more_parts(std::string_view text, std::size_t end, std::int64_t unit, std::int64_t& total) {
  for (int part = 0; part < 4; ++part) {
    const std::size_t place = skip_part_joint(text, end);
    const Amount amount = read_single_amount(text, place);
    if (amount.end == 0 || amount.article) break;
    std::size_t unit_at = skip_spaces(text, amount.end);
    Unit next = read_unit(text, unit_at);
    if (next.seconds == 0) next = read_glued_unit(text, unit_at);
    if (next.seconds == 0 || next.seconds >= unit) break;
    total += static_cast<std::int64_t>(amount.value * static_cast<double>(next.seconds));
    unit = next.seconds;
    end = next.end;
  }
  return end;
}

}  // namespace

std::size_t read_length(std::string_view text, std::size_t i, Cue cue, LengthRead& out) {
  out = {};
  if (at(text, i) == 'P' && (at(text, i + 1) == 'T' || is_digit(at(text, i + 1)))) return read_iso_length(text, i, out);
  if (const std::size_t end =
          is_digit(at(text, i)) ? read_colon_length(text, i, cue, out) : read_part_of_unit(text, i, 1, out)) {
    return end;
  }
  const Amount amount = read_amount(text, i);
  if (amount.end == 0) return 0;
  const std::size_t spaced = skip_spaces(text, amount.end);
  if (!amount.figures || at(text, i) == '3') {  // "a half hour", "three quarters of an hour"
    if (const std::size_t end = read_part_of_unit(text, spaced, amount.value, out)) return end;
  }
  std::size_t unit_at = spaced;
  if (at(text, amount.end) == '-') unit_at = amount.end + 1;
  Unit unit = read_unit(text, unit_at);
  if (unit.seconds == 0 && unit_at == amount.end) unit = read_glued_unit(text, unit_at);
  if (unit.seconds == 0 || amount.value > 1e7) return 0;
  if (unit.letter && (!amount.figures || (unit_at != amount.end && unit.seconds > 3600))) return 0;
  if (unit.letter && is_upper(text[unit_at]) && (text[unit_at] != 'H' || !is_digit(at(text, unit.end)))) return 0;
  if (amount.article && (unit.seconds == 1 || read_word(text, unit_at).hash == word_second)) return 0;
  std::int64_t total = static_cast<std::int64_t>(amount.value * static_cast<double>(unit.seconds) + 0.5);
  std::size_t end = unit.end;
  double fraction = 0;
  if (const std::size_t behind = read_fraction_behind(text, end, fraction); behind != 0 && unit.seconds > 1) {
    total += static_cast<std::int64_t>(fraction * static_cast<double>(unit.seconds));
    end = behind;
  } else {
    end = read_more_parts(text, end, unit.seconds, total);
  }
  if (unit.letter && end == unit.end && unit.seconds == 60) {
    if (unit_at != amount.end || !is_length_context(text, end, cue)) return 0;
  }
  out.seconds = total;
  out.seconds_low =
      amount.low < 0 ? total : static_cast<std::int64_t>(amount.low * static_cast<double>(unit.seconds) + 0.5);
  out.approximate = amount.approximate;
  return end;
}

}  // namespace afterword::notation
