#include "moment/grouping.h"
#include "moment/mention.h"

namespace afterword {

using namespace notation;

namespace {

constexpr std::size_t marks_bytes_max = 64;

/// Words that may stand before the time of an entry without being part of it.
bool is_opening_word(std::uint32_t hash) {
  for (std::uint32_t word : {hash_of("at"),     hash_of("around"), hash_of("about"),     hash_of("approximately"),
                             hash_of("approx"), hash_of("ca"),     hash_of("circa"),     hash_of("by"),
                             hash_of("on"),     hash_of("from"),   hash_of("between"),   hash_of("since"),
                             hash_of("time"),   hash_of("date"),   hash_of("timestamp"), hash_of("à"),
                             hash_of("às"),     hash_of("as"),     hash_of("las"),       hash_of("a"),
                             hash_of("um"),     hash_of("vers"),   hash_of("gegen"),     hash_of("ab"),
                             hash_of("le"),     hash_of("el"),     hash_of("em"),        hash_of("am")}) {
    if (hash == word) return true;
  }
  return false;
}

bool is_mark(char c) {
  for (char mark : std::string_view(" \t-*+>|#_`~[(<.:\"'@=")) {
    if (c == mark) return true;
  }
  return false;
}

/// The number of a list at `i`: "3. ", "12) ", and "1.10:30" where the number is glued to the time.
std::size_t skip_list_number(std::string_view text, std::size_t i) {
  const Number n = read_number(text, i);
  if (n.digits == 0 || n.digits > 3 || (at(text, n.end) != '.' && at(text, n.end) != ')')) return i;
  const std::size_t end = n.end + 1;
  if (space_size(text, end) > 0) return skip_spaces(text, end);
  if (at(text, end) == '*' || at(text, end) == '[' || at(text, end) == '(') return end;
  const Number glued = read_number(text, end);
  if (glued.digits > 0 && glued.digits <= 2 && at(text, glued.end) == ':' && is_digit(at(text, glued.end + 1)))
    return end;
  if (glued.digits == 4 && at(text, glued.end) == '-') return end;
  return i;
}

/// One symbol beyond ASCII (an emoji, an arrow, a bullet) that is neither a letter of a month nor a Japanese half.
std::size_t symbol_size(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(at(text, i));
  if (c < 0xC2) return 0;
  if (c == 0xC3 || starts_at(text, i, "午")) return 0;
  if (c >= 0xF0) return std::min<std::size_t>(4, text.size() - i);
  if (c >= 0xE4 && c <= 0xED) return 0;  // letters of East Asia
  return std::min<std::size_t>(c >= 0xE0 ? 3 : 2, text.size() - i);
}

/// T+15, T+1:30, +15 min: counted from the beginning.
std::size_t read_since_start(std::string_view text, std::size_t i, Mention& mention) {
  std::size_t place = i;
  const bool t = at(text, place) == 'T' || at(text, place) == 't';
  if (t) ++place;
  const std::size_t sign = place;
  if (at(text, sign) != '+' && !(t && dash_size(text, sign) != 0)) return 0;
  place = sign + (at(text, sign) == '+' ? 1 : dash_size(text, sign));
  if (!is_digit(at(text, place))) return 0;
  mention.kind = MentionKind::duration;
  mention.since_start = true;
  LengthRead length;
  std::size_t end = read_length(text, place, Cue::length, length);
  if (end == 0) {
    const Number minutes = read_number(text, place);
    if (!t || minutes.digits > 4 || !ends_word(text, minutes.end)) return 0;
    length.seconds = minutes.value * 60;
    end = minutes.end;
  }
  const int direction = at(text, sign) == '+' ? 1 : -1;
  mention.seconds = mention.seconds_low = direction * length.seconds;
  return end;
}

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::optional<Mention> read_here(std::string_view line, std::size_t i, const MentionOptions& options,
                                 bool approximate) {
  Mention mention;
  std::size_t end = read_since_start(line, i, mention);
  if (end == 0) {
    mention = {};
    end = read_moment(line, i, Manner::line, Cue::clock, options, mention);
  }
  if (end == 0) {  // "[UTC] 09:30", "UTC 09:30"
    ZoneName zone;
    const std::size_t behind = read_zone_name(line, i, ZoneContext::prose, zone);
    if (behind == 0) return {};
    std::size_t place = behind;
    while (place < behind + 4 && (at(line, place) == ' ' || at(line, place) == ']' || at(line, place) == ')')) ++place;
    mention = {};
    end = read_moment(line, place, Manner::line, Cue::clock, options, mention);
    if (end == 0) return {};
    if (!mention.zone) {
      mention.zone = std::move(zone);
      mention.zone_span = span_of(i, behind);
    }
  }
  mention.span = span_of(i, end);
  mention.approximate |= approximate;
  return mention;
}

}  // namespace

std::optional<Mention> read_leading_time(std::string_view line, const MentionOptions& options) {
  std::size_t i = 0;
  bool approximate = false, number_skipped = false;
  int opening_words = 0;
  while (i < line.size() && i < marks_bytes_max) {
    const char c = line[i];
    if (!number_skipped && is_digit(c)) {
      number_skipped = true;
      if (const std::size_t behind = skip_list_number(line, i); behind != i) {
        // "18. April" is a date and no list number.
        if (auto read = read_here(line, i, options, approximate); read && read->date) return read;
        i = behind;
        continue;
      }
    }
    if (is_digit(c) || is_letter(c) || c == '\xC3' || starts_at(line, i, "午") ||
        (c == '+' && is_digit(at(line, i + 1)))) {
      if (auto read = read_here(line, i, options, approximate)) return read;
      const WordAt word = read_word(line, i);
      if (word.end == i || !is_opening_word(word.hash) || opening_words == 3) return {};
      const Term* term = find_term(word.hash);
      approximate |= term != nullptr && term->sense == Sense::about;
      ++opening_words;
      i = word.end;
      continue;
    }
    if (c == '~') approximate = true;
    if (is_mark(c)) {
      ++i;
      continue;
    }
    const std::size_t symbol = symbol_size(line, i);
    if (symbol == 0) return {};
    i += symbol;
  }
  return {};
}

std::optional<Mention> read_range_end(std::string_view text, Mention& first, const MentionOptions& options) {
  const std::size_t joint = read_range_joint(text, skip_emphasis(text, first.span.end));
  if (joint == 0) return {};
  std::size_t place = skip_emphasis(text, joint);
  const bool approximate = at(text, place) == '~';
  if (approximate) ++place;
  Mention second;
  const Manner manner = first.clock ? Manner::prose : Manner::line;
  const std::size_t end = read_moment(text, place, manner, Cue::clock, options, second);
  if (end == 0) return {};
  second.span = span_of(place, end);
  second.approximate = approximate;
  settle_range(first, second);
  return second;
}

bool is_range(std::string_view text, const Mention& first, const Mention& second) {
  if (first.kind != MentionKind::moment || second.kind != MentionKind::moment) return false;
  if (second.span.begin < first.span.end || second.span.begin > text.size()) return false;
  const std::size_t joint = read_range_joint(text, skip_emphasis(text, first.span.end));
  if (joint == 0) return false;
  std::size_t place = skip_emphasis(text, joint);
  if (at(text, place) == '~') ++place;
  if (place == second.span.begin) return true;
  const WordAt word = read_word(text, place);  // "until around 10:00"
  return word.end > place && skip_spaces(text, word.end) == second.span.begin;
}

void settle_range(Mention& first, Mention& second) {
  if (first.clock && second.clock) {
    Clock& a = *first.clock;
    const Clock& b = *second.clock;
    if (a.form == ClockForm::unsure && b.form == ClockForm::h12) {
      const int half = b.hour >= 12 ? 12 : 0;
      const int same = a.hour % 12 + half;
      const bool backwards = same * 60 + a.minute > b.minutes();
      a.hour = static_cast<std::int8_t>(backwards ? a.hour % 12 + (12 - half) : same);
      a.form = ClockForm::h12;
    } else if (a.form == ClockForm::h12 && b.form == ClockForm::unsure) {
      Clock& late = *second.clock;
      const int same = late.hour % 12 + (a.hour >= 12 ? 12 : 0);
      const bool backwards = same * 60 + late.minute < a.minutes();
      late.hour = static_cast<std::int8_t>(backwards ? late.hour % 12 + (a.hour >= 12 ? 0 : 12) : same);
      late.form = ClockForm::h12;
    }
  }
  if (!first.zone && second.zone) first.zone = second.zone;
  if (first.zone && !second.zone) second.zone = first.zone;
  if (first.date && second.date) {
    if (first.date->year == 0) first.date->year = second.date->year;
    if (second.date->year == 0) second.date->year = first.date->year;
    return;
  }
  const bool overnight = first.clock && second.clock && second.clock->minutes() < first.clock->minutes();
  if (first.date && is_valid(*first.date)) {
    second.date = overnight && first.date->year != 0 ? next_day(*first.date) : *first.date;
    second.date_ambiguous = first.date_ambiguous;
    if (first.date_other) {
      second.date_other = overnight && first.date->year != 0 ? next_day(*first.date_other) : *first.date_other;
    }
  } else if (second.date && is_valid(*second.date)) {
    first.date = overnight && second.date->year != 0 ? next_day(*second.date, -1) : *second.date;
    first.date_ambiguous = second.date_ambiguous;
    first.date_other = second.date_other;
  }
}

}  // namespace afterword
