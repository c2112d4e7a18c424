#include "moment/grouping.h"

namespace afterword::notation {

namespace {

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Whether the word is one of those that join a date to the clock behind it.
bool joins_clock(std::uint32_t hash) {
  for (std::uint32_t word : {hash_of("at"),
                             hash_of("um"),
                             hash_of("à"),
                             hash_of("a"),
                             hash_of("às"),
                             hash_of("as"),
                             hash_of("las"),
                             hash_of("la"),
                             hash_of("around"),
                             hash_of("about"),
                             hash_of("approximately"),
                             hash_of("approx"),
                             hash_of("ca"),
                             hash_of("circa"),
                             hash_of("vers"),
                             hash_of("gegen"),
                             hash_of("from"),
                             hash_of("by"),
                             hash_of("kl"),
                             hash_of("de"),
                             hash_of("between")}) {
    if (hash == word) return true;
  }
  return false;
}

bool joins_date(std::uint32_t hash) {
  for (std::uint32_t word : {hash_of("on"), hash_of("le"), hash_of("am"), hash_of("el"), hash_of("em"), hash_of("del"),
                             hash_of("of"), hash_of("den"), hash_of("do"), hash_of("the")}) {
    if (hash == word) return true;
  }
  return false;
}

struct Gap {
  std::size_t end = 0;
  bool word = false;  ///< a word joins the two: they belong together without doubt
  bool comma = false;
};

/// Spaces, one line break, punctuation and joining words between a date and a clock.
Gap skip_gap_to_clock(std::string_view text, std::size_t i, Manner manner) {
  std::size_t place = skip_emphasis(text, i);
  Gap gap;
  if (at(text, place) == 'T' && is_digit(at(text, place + 1))) return {place + 1, true, false};
  if (at(text, place) == '_' && is_digit(at(text, place + 1))) return {place + 1, true, false};
  const std::size_t spaces = skip_spaces(text, place);
  place = spaces;
  if (at(text, place) == '\n') return {skip_spaces(text, place + 1), false, false};
  const char c = at(text, place);
  if (c == ',' || c == ';' || c == '@' || (manner == Manner::line && c == '|')) {
    gap.comma = c == ',';
    place = skip_spaces(text, place + 1);
  } else if (c == ':' && (at(text, place + 1) == ' ' || place == i)) {
    place = skip_spaces(text, place + 1);
  } else if (c == '(' || c == '[') {
    ++place;
  } else if (const std::size_t dash = dash_size(text, place)) {
    place = skip_spaces(text, place + dash);
  }
  for (int words = 0; words < 3; ++words) {
    place = skip_emphasis(text, place);
    const WordAt word = read_word(text, place);
    if (word.end == place || !joins_clock(word.hash)) break;
    gap.word = true;
    place = word.end + (at(text, word.end) == '.' ? 1 : 0);
    place = skip_spaces(text, place);
  }
  if (at(text, place) == '~' || at(text, place) == '@') place = skip_spaces(text, place + 1);
  if (starts_at(text, place, "≈")) place = skip_spaces(text, place + 3);
  gap.end = place;
  return gap;
}

Gap skip_gap_to_date(std::string_view text, std::size_t i) {
  std::size_t place = skip_emphasis(text, i);
  Gap gap;
  place = skip_spaces(text, place);
  if (at(text, place) == '\n') place = skip_spaces(text, place + 1);
  if (at(text, place) == ',' || at(text, place) == '(' || at(text, place) == '[' || at(text, place) == '|') {
    gap.comma = at(text, place) == ',';
    place = skip_spaces(text, place + 1);
  }
  for (int words = 0; words < 2; ++words) {
    const WordAt word = read_word(text, place);
    if (word.end == place || !joins_date(word.hash)) break;
    gap.word = true;
    place = skip_spaces(text, word.end);
  }
  gap.end = place;
  return gap;
}

/// A weekday at `i` with the comma or point behind it.
std::size_t read_weekday(std::string_view text, std::size_t i, int& weekday) {
  const WordAt word = read_word(text, i);
  const Term* term = word.end > i ? find_term(word.hash) : nullptr;
  if (term == nullptr || term->sense != Sense::weekday || !ends_word(text, word.end)) return 0;
  if (at(text, word.end) == '-' || at(text, word.end) == '_') return 0;  // a ticket: MON-87
  weekday = term->value;
  return word.end;
}

/// Collects the parts of one mention; `end_` grows as parts are found.
class Group {
 public:
  Group(std::string_view text, Manner manner, const MentionOptions& options, Mention& out)
      : text_(text), manner_(manner), options_(options), out_(out) {}

  std::size_t read(std::size_t i, Cue cue) {
    out_.kind = MentionKind::moment;
    std::size_t place = i;
    int weekday = 0;
    if (const std::size_t behind = read_weekday(text_, i, weekday)) {
      out_.weekday = weekday;
      place = behind;
      if (at(text_, place) == '.') ++place;
      place = skip_spaces(text_, place);
      const bool cell = manner_ == Manner::line && at(text_, place) == '|';
      if (at(text_, place) == ',' || at(text_, place) == '(' || cell) place = skip_spaces(text_, place + 1);
      for (int words = 0; words < 2; ++words) {
        const WordAt word = read_word(text_, place);
        if (word.end > place && (joins_date(word.hash) || joins_clock(word.hash))) place = skip_spaces(text_, word.end);
      }
      if (place == behind) return 0;
      cue = Cue::clock;
    }
    if (take_date(place)) {
      take_weekday_behind();
      if (!take_clock_behind() && weak_date_ && manner_ == Manner::prose) return 0;
      take_zone();
      take_late_year();
      return end_;
    }
    if (!take_clock(place, manner_, cue)) return 0;
    take_zone();
    take_date_behind();
    if (!out_.zone && out_.date) take_zone();
    if (!out_.zone && !out_.date && !out_.weekday && is_doubtful(cue)) return 0;
    return end_;
  }

 private:
  bool take_date(std::size_t i) {
    DateRead read;
    const std::size_t end = read_date(text_, i, manner_, options_, read);
    if (end == 0) return false;
    // "May 10:30" and "2023-05-13 22" keep the figures for the clock; read_date has seen to it.
    out_.date = read.date;
    out_.date_span = span_of(i, end);
    out_.date_other = read.other;
    out_.date_ambiguous = read.other.has_value();
    out_.invalid |= read.invalid;
    date_invalid_ = read.invalid;
    weak_date_ = read.weak;
    iso_ = read.iso;
    end_ = end;
    return true;
  }

  bool take_clock(std::size_t i, Manner manner, Cue cue) {
    ClockRead read;
    const std::size_t end = read_clock(text_, i, manner, cue, read);
    if (end == 0) return false;
    out_.clock = read.clock;
    out_.clock_span = span_of(i, end);
    out_.invalid |= read.invalid;
    clock_invalid_ = read.invalid;
    weak_clock_ = read.weak;
    end_ = end;
    return true;
  }

  /// "13 May 2023 (Saturday)", "2023-05-13 Sat", "2024年4月18日(木)".
  void take_weekday_behind() {
    if (out_.weekday) return;
    std::size_t place = skip_spaces(text_, end_);
    const char open = at(text_, place);
    if (open == '(' || open == ',') place = skip_spaces(text_, place + 1);
    int weekday = 0;
    std::size_t end = read_weekday(text_, place, weekday);
    if (end == 0 && open == '(') {
      constexpr std::string_view days[] = {"日", "月", "火", "水", "木", "金", "土"};
      for (int day = 0; day < 7; ++day) {
        if (starts_at(text_, place, days[day])) weekday = day, end = place + 3;
      }
      if (end != 0 && starts_at(text_, end, "曜日")) end += 6;
    }
    if (end == 0 || place == end_) return;
    if (open == '(') {
      if (at(text_, end) != ')') return;
      ++end;
    }
    out_.weekday = weekday;
    end_ = end;
  }

  bool take_clock_behind() {
    const std::size_t date_end = end_;
    const Gap gap = skip_gap_to_clock(text_, end_, manner_);
    if (gap.end == end_ && !starts_at(text_, gap.end, "午") && at(text_, end_ - 1) != '\xA5') return false;
    const char c = at(text_, gap.end);
    const bool glued_t = gap.end > 0 && text_[gap.end - 1] == 'T';
    if (glued_t) {
      if (take_basic_clock(gap.end)) return true;
    }
    const Manner manner = weak_date_ || manner_ == Manner::line ? Manner::line : Manner::prose;
    if (!is_digit(c) && !is_letter(c) && c != '\xE5' && static_cast<unsigned char>(c) < 0x80) return false;
    if (!take_clock(gap.end, manner, Cue::clock)) return false;
    if (clock_invalid_ && weak_clock_ && out_.clock->hour > 29) return drop_clock(date_end);
    // "2024-04-18 1400" in a line is a clock, "on March 9 1400 users" is not: bare figures need a word or a colon.
    if (manner_ == Manner::prose && !gap.word && read_number(text_, out_.clock_span.begin).digits == 4) {
      return drop_clock(date_end);
    }
    if (iso_ && out_.clock->form == ClockForm::unsure) out_.clock->form = ClockForm::h24;
    if (at(text_, out_.clock_span.begin - 1) == '(' && at(text_, end_) == ')') ++end_;
    return true;
  }

  bool drop_clock(std::size_t end) {
    out_.clock.reset();
    out_.clock_span = {};
    out_.invalid = date_invalid_;
    end_ = end;
    return false;
  }

  /// The clock of ISO's basic form: 20240418T0930, 20240418T093000Z.
  bool take_basic_clock(std::size_t i) {
    const Number n = read_number(text_, i);
    if (n.digits != 4 && n.digits != 6) return false;
    const int figures = n.digits == 6 ? n.value : n.value * 100;
    out_.clock = Clock{static_cast<std::int8_t>(figures / 10000), static_cast<std::int8_t>(figures / 100 % 100),
                       static_cast<std::int8_t>(n.digits == 6 ? figures % 100 : -1), ClockForm::h24};
    if (out_.clock->hour > 24 || out_.clock->minute > 59) out_.invalid = true;
    out_.clock_span = span_of(i, n.end);
    end_ = n.end;
    return true;
  }

  void take_date_behind() {
    const std::size_t clock_end = end_;
    const Gap gap = skip_gap_to_date(text_, end_);
    if (gap.end == end_) return;
    std::size_t place = gap.end;
    int weekday = 0;
    if (const std::size_t behind = read_weekday(text_, place, weekday)) {
      place = behind + (at(text_, behind) == '.' ? 1 : 0);
      place = skip_spaces(text_, place);
      if (at(text_, place) == ',') place = skip_spaces(text_, place + 1);
      if (place == behind) return;
    } else {
      weekday = -1;
    }
    DateRead date;
    const std::size_t end = read_date(text_, place, manner_, options_, date);
    if (end == 0 || (date.weak && manner_ == Manner::prose && !gap.word)) return;
    if (!gap.word) {  // "8:00 PM, March 10, 9:00 PM" is a list of two: the date goes with what follows it
      const Gap next = skip_gap_to_clock(text_, end, manner_);
      ClockRead clock;
      if (next.end > end && read_clock(text_, next.end, Manner::prose, Cue::clock, clock) != 0) return;
    }
    out_.date = date.date;
    out_.date_span = span_of(place, end);
    out_.date_other = date.other;
    out_.date_ambiguous = date.other.has_value();
    out_.invalid |= date.invalid;
    if (weekday >= 0) out_.weekday = weekday;
    end_ = end;
    const bool opened = text_.substr(clock_end, place - clock_end).find('(') != std::string_view::npos;
    if (opened && at(text_, end_) == ')') ++end_;
    take_weekday_behind();
  }

  /// The year of "Thu Apr 18 09:30:00 UTC 2024".
  void take_late_year() {
    if (!out_.clock || !out_.date || out_.date->year != 0 || out_.clock->second < 0) return;
    const std::size_t place = skip_spaces(text_, end_);
    const Number year = read_number(text_, place);
    if (place == end_ || year.digits != 4 || year.value < 1900 || year.value > 2200 || !ends_word(text_, year.end))
      return;
    out_.date->year = static_cast<std::int16_t>(year.value);
    if (!is_valid(*out_.date)) out_.invalid = true;
    end_ = year.end;
  }

  /// A zone behind the clock or the date: "EST", "(GMT)", "Z", "+02:00", "UTC+2", "Pacific Time".
  void take_zone() {
    std::size_t place = skip_emphasis(text_, end_);
    const std::size_t spaced = skip_spaces(text_, place);
    const bool glued = spaced == end_;
    const char open = at(text_, spaced);
    place = spaced;
    const bool parenthesised = open == '(' || open == '[';
    if (parenthesised) place = skip_spaces(text_, place + 1);
    place = skip_emphasis(text_, place);
    if (const WordAt in = read_word(text_, place); in.hash == hash_of("in") && in.end > place) {
      place = skip_spaces(text_, in.end);
    }
    std::size_t end = 0;
    ZoneName zone;
    int minutes = 0;
    const bool confirmed = out_.clock.has_value() || parenthesised;
    const bool figures_behind = starts_offset(place);
    if (figures_behind && out_.clock && may_be_offset(place, glued, parenthesised)) {
      end = read_bare_offset(text_, place, minutes);
      if (end != 0) zone = offset_zone(text_.substr(place, end - place), minutes);
    } else if (!figures_behind) {
      end = read_zone_name(text_, place, confirmed ? ZoneContext::confirmed : ZoneContext::prose, zone);
      if (end != 0 && !out_.clock && zone.kind == ZoneKind::utc && zone.written == "Z") end = 0;
    }
    if (end == 0) return;
    if (parenthesised) {
      const std::size_t close = close_of(end, open == '(' ? ')' : ']');
      if (close == 0) return;
      out_.zone_span = span_of(place, end);
      end_ = close;
    } else {
      out_.zone_span = span_of(place, end);
      end_ = end;
      take_gloss();
    }
    out_.zone = std::move(zone);
  }

  [[nodiscard]] bool starts_offset(std::size_t place) const {
    return at(text_, place) == '+' || dash_size(text_, place) != 0;
  }

  /// A minus is also the dash of a range: "09:30-10:30", "09:30 - 10:30".
  [[nodiscard]] bool may_be_offset(std::size_t place, bool glued, bool parenthesised) const {
    if (at(text_, place) == '+' || parenthesised) return true;
    if (dash_size(text_, place) != 1) return false;
    const bool t_form = out_.clock_span.begin > 0 && text_[out_.clock_span.begin - 1] == 'T';
    if (glued) return t_form || (out_.date && out_.clock->second >= 0);
    const Number figures = read_number(text_, place + 1);
    return figures.digits == 4 && figures.value <= 1400 && figures.value % 15 % 10 == 0 && out_.clock->second >= 0;
  }

  /// The place behind the closing bracket when only another name of the zone stands before it: "(EST, UTC-5)".
  [[nodiscard]] std::size_t close_of(std::size_t end, char close) const {
    std::size_t place = skip_spaces(text_, end);
    for (int n = 0; n < 24 && place < text_.size() && text_[place] != close; ++n, ++place) {
      if (text_[place] == '\n') return 0;
    }
    return at(text_, place) == close && place <= end + 24 ? place + 1 : 0;
  }

  /// "Central African Time (CAT)", "EST (UTC-5)": the same zone said twice is one mention.
  void take_gloss() {
    const std::size_t open = skip_spaces(text_, end_);
    if (at(text_, open) != '(') return;
    ZoneName again;
    const std::size_t inner = skip_spaces(text_, open + 1);
    int minutes = 0;
    std::size_t end = read_zone_name(text_, inner, ZoneContext::confirmed, again);
    if (end == 0 && starts_offset(inner)) end = read_bare_offset(text_, inner, minutes);
    if (end != 0 && at(text_, skip_spaces(text_, end)) == ')') end_ = skip_spaces(text_, end) + 1;
  }

  /// A clock with nothing beside it that says it is one.
  [[nodiscard]] bool is_doubtful(Cue cue) const {
    if (clock_invalid_) {
      return weak_clock_ &&
             (manner_ == Manner::prose ? cue != Cue::clock || out_.clock->hour > 29 : out_.clock->hour > 29);
    }
    if (!weak_clock_ || out_.clock->form == ClockForm::h12) return false;
    if (cue == Cue::length && manner_ == Manner::prose && out_.clock->form != ClockForm::word) {
      return read_range_joint(text_, end_) == 0;
    }
    const WordAt word = read_word(text_, skip_spaces(text_, end_));
    for (std::uint32_t hash :
         {hash_of("ratio"), hash_of("scale"), hash_of("odds"), hash_of("aspect"), hash_of("split")}) {
      if (word.hash == hash) return true;
    }
    return false;
  }

  std::string_view text_;
  Manner manner_;
  const MentionOptions& options_;
  Mention& out_;
  std::size_t end_ = 0;
  bool weak_date_ = false, iso_ = false, weak_clock_ = false, clock_invalid_ = false, date_invalid_ = false;
};

}  // namespace

ZoneName offset_zone(std::string_view written, int minutes) {
  ZoneName zone;
  zone.kind = ZoneKind::offset;
  zone.written = written;
  zone.offset_minutes = minutes;
  return zone;
}

Before read_before(std::string_view text, std::size_t i) {
  Before before;
  std::size_t end = i;
  for (int n = 0; n < 8 && end > 0; ++n) {
    const char c = text[end - 1];
    if (c == '~') before.approximate = true;
    if (c != ' ' && c != '*' && c != '~' && c != ':' && c != '_' && c != '(' && c != '.' && c != '\t') break;
    --end;
  }
  if (end >= 3 && text.substr(end - 3, 3) == "≈") before.approximate = true;
  for (int words = 0; words < 2 && end > 0; ++words) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < word_bytes_max && (is_letter(text[begin - 1]) || (text[begin - 1] & 0x80) != 0)) {
      --begin;
    }
    if (begin == end) break;
    const WordAt word = read_word(text, begin);
    const Term* term = word.end == end ? find_term(word.hash) : nullptr;
    if (term == nullptr) break;
    if (term->sense == Sense::before_clock) before.cue = Cue::clock;
    if (term->sense == Sense::before_length) before.cue = Cue::length;
    if (term->sense == Sense::before_count) before.cue = Cue::count;
    if (term->sense != Sense::about) break;
    before.approximate = true;
    end = begin;
    if (end > 0 && text[end - 1] == ' ') --end;
  }
  return before;
}

ZoneContext zone_context_at(std::string_view text, std::size_t i) {
  std::size_t end = i;
  for (int n = 0; n < 6 && end > 0; ++n) {
    const char c = text[end - 1];
    if (c == '(' || c == '[') {
      const WordAt word = read_word(text, i);
      return at(text, word.end) == ')' || at(text, word.end) == ']' ? ZoneContext::confirmed : ZoneContext::prose;
    }
    if (c != ' ' && c != '*' && c != ':' && c != '`' && c != '=') break;
    --end;
  }
  for (int words = 0; words < 3 && end > 0 && end != i; ++words) {  // "Timezone: EAT", "times are in EAT"
    std::size_t begin = end;
    while (begin > 0 && end - begin < word_bytes_max && is_letter(text[begin - 1])) --begin;
    const WordAt word = read_word(text, begin);
    const Term* term = word.end > begin ? find_term(word.hash) : nullptr;
    if (term != nullptr && term->sense == Sense::time) return ZoneContext::confirmed;
    const bool small = word.hash == hash_of("in") || word.hash == hash_of("are") || word.hash == hash_of("is");
    if (!small || begin == 0) break;
    end = begin - 1;
  }
  return ZoneContext::prose;
}

std::size_t read_moment(std::string_view text, std::size_t i, Manner manner, Cue cue, const MentionOptions& options,
                        Mention& out) {
  return Group(text, manner, options, out).read(i, cue);
}

}  // namespace afterword::notation
