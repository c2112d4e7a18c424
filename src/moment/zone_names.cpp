#include "moment/readers.h"

namespace afterword::notation {

namespace {

constexpr int zone_decides = 100000;
enum class Word : std::uint8_t { no, yes };

struct Abbreviation {
  std::string_view name, iana;
  int offset;
  Word word;
  std::string_view others;
};
constexpr Abbreviation abbreviations[] = {
#define ABBREVIATION(name, iana, offset, word, others) {name, iana, offset, word, others},
#include "moment/abbreviations.inc"
#undef ABBREVIATION
};

struct NamedZone {
  std::string_view words, iana;
  int offset;
};
constexpr NamedZone named_zones[] = {
#define PHRASE(words, iana, offset) {words, iana, offset},
#include "moment/zone_phrases.inc"
#undef PHRASE
};

constexpr std::size_t slots = 1024;

constexpr std::uint32_t hash_more(std::uint32_t hash, std::string_view lower) {
  for (char c : lower) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}
constexpr std::uint32_t first_hash = 2166136261u;

struct Index {
  std::array<std::int16_t, slots> row{};
  std::array<std::uint32_t, slots> hash{};
  constexpr void add(std::uint32_t key, std::size_t value) {
    std::size_t slot = key % slots;
    while (row[slot] >= 0) slot = (slot + 1) % slots;
    row[slot] = static_cast<std::int16_t>(value);
    hash[slot] = key;
  }
  [[nodiscard]] constexpr int find(std::uint32_t key) const {
    for (std::size_t slot = key % slots; row[slot] >= 0; slot = (slot + 1) % slots) {
      if (hash[slot] == key) return row[slot];
    }
    return -1;
  }
};

consteval Index index_abbreviations() {
  Index index;
  index.row.fill(-1);
  for (std::size_t i = 0; i < std::size(abbreviations); ++i) {
    std::uint32_t hash = first_hash;
    for (char c : abbreviations[i].name) hash = (hash ^ static_cast<unsigned char>(to_lower(c))) * 16777619u;
    index.add(hash, i);
  }
  return index;
}
consteval Index index_names() {
  Index index;
  index.row.fill(-1);
  for (std::size_t i = 0; i < std::size(named_zones); ++i) index.add(hash_more(first_hash, named_zones[i].words), i);
  return index;
}
constexpr Index abbreviation_index = index_abbreviations();
constexpr Index name_index = index_names();

constexpr std::uint32_t word_utc = hash_of("utc"), word_gmt = hash_of("gmt"), word_z = hash_of("z"),
                        word_zulu = hash_of("zulu"), word_time = hash_of("time"), word_uct = hash_of("uct"),
                        word_est = hash_of("est"), word_us = hash_of("us"), word_utm = hash_of("ut");
constexpr std::array<std::uint32_t, 20> areas = {
    hash_of("africa"), hash_of("america"),  hash_of("antarctica"), hash_of("arctic"),
    hash_of("asia"),   hash_of("atlantic"), hash_of("australia"),  hash_of("europe"),
    hash_of("indian"), hash_of("pacific"),  hash_of("etc"),        hash_of("us"),
    hash_of("canada"), hash_of("brazil"),   hash_of("chile"),      hash_of("mexico")};

bool is_area(std::uint32_t hash) {
  return std::find(areas.begin(), areas.end(), hash) != areas.end();
}

struct Sign {
  int value = 0;  ///< +1, −1; 0 = none here
  std::size_t end = 0;
  bool dash = false;
};

Sign read_sign(std::string_view text, std::size_t i) {
  if (at(text, i) == '+') return {1, i + 1, false};
  if (starts_at(text, i, "±")) return {1, i + 2, false};
  if (starts_at(text, i, "\u2212")) return {-1, i + 3, false};
  if (const std::size_t dash = dash_size(text, i)) return {-1, i + dash, true};
  return {};
}

/// Hours and minutes of an offset: 2, 02, 0530, 5:30, 05:30. Behind them, or 0.
std::size_t read_offset_figures(std::string_view text, std::size_t i, int& minutes, bool& with_minutes) {
  const Number hours = read_number(text, i);
  with_minutes = false;
  if (hours.digits == 4 || hours.digits == 3) {
    minutes = hours.value / 100 * 60 + hours.value % 100;
    with_minutes = true;
    return hours.value / 100 <= 14 && hours.value % 100 < 60 && !is_digit(at(text, hours.end)) ? hours.end : 0;
  }
  if (hours.digits == 0 || hours.digits > 2 || hours.value > 14) return 0;
  minutes = hours.value * 60;
  if (at(text, hours.end) == ':') {
    const Number more = read_number(text, hours.end + 1);
    if (more.digits != 2 || more.value > 59) return 0;
    minutes += more.value;
    with_minutes = true;
    return more.end;
  }
  return hours.end;
}

/// The offset behind "UTC" or "GMT": "+2", " + 2", "-05:30". `i` if there is none. A dash with a space on both sides is
/// more often a dash than a minus ("10:00 UTC - 5 engineers joined"), and UTC-11:00 may begin a range.
std::size_t read_utc_offset(std::string_view text, std::size_t i, int& minutes) {
  const std::size_t sign_at = skip_spaces(text, i);
  const Sign sign = read_sign(text, sign_at);
  if (sign.value == 0) return i;
  const std::size_t figures_at = skip_spaces(text, sign.end);
  int value = 0;
  bool with_minutes = false;
  const std::size_t end = read_offset_figures(text, figures_at, value, with_minutes);
  if (end == 0 || !ends_word(text, end) || at(text, end) == ':' || at(text, end) == '%') return i;
  if (at(text, end) == '.' && is_digit(at(text, end + 1))) return i;
  if (at(text, end) == ',' && is_digit(at(text, end + 1))) return i;
  const std::size_t next = skip_spaces(text, end);
  const bool spaced_dash = sign.dash && figures_at != sign.end;
  char half = 0;
  if (sign.dash && read_half(text, end, half) != 0) return i;
  if (spaced_dash && (with_minutes || is_letter(at(text, next)) || is_digit(at(text, next)))) return i;
  if (spaced_dash && sign_at == i) return i;  // "UTC- 5"
  if (sign.dash && with_minutes && value % 15 != 0) return i;
  if (sign.dash && with_minutes) {  // "10:00 UTC-11:00 UTC"
    const WordAt word = read_word(text, next);
    if (word.hash == word_utc || word.hash == word_gmt) return i;
  }
  minutes = sign.value * value;
  return end;
}

void fill(ZoneKind kind, std::string_view written, std::string_view iana, int offset, ZoneName& out) {
  out.kind = kind;
  out.written = written;
  out.iana = iana;
  if (offset == zone_decides) {
    out.offset_minutes.reset();
  } else {
    out.offset_minutes = offset;
  }
  out.others.clear();
}

/// Africa/Nairobi, America/Argentina/Buenos_Aires, Etc/GMT+3.
std::size_t read_iana(std::string_view text, std::size_t i, std::size_t slash, ZoneName& out) {
  if (!is_upper(at(text, i)) || !is_upper(at(text, slash + 1))) return 0;
  const std::uint32_t second = read_word(text, slash + 1).hash;
  if (is_area(second) && read_word(text, i).hash != word_us) return 0;  // "Europe/Asia", but "US/Pacific"
  std::size_t end = slash + 1;
  while (end < i + 40) {
    const char c = at(text, end);
    const bool inside = is_letter(c) || is_digit(c) || c == '_' || (c == '+' && is_digit(at(text, end + 1))) ||
                        ((c == '-' || c == '/') && (is_letter(at(text, end + 1)) || is_digit(at(text, end + 1))));
    if (!inside) break;
    ++end;
  }
  if (end < slash + 4 || end >= i + 40) return 0;
  const std::string_view name = text.substr(i, end - i);
  fill(ZoneKind::iana, name, name, zone_decides, out);
  if (name == "Etc/UTC" || name == "Etc/GMT" || name == "Etc/Zulu" || name == "Etc/UCT") out.offset_minutes = 0;
  return end;
}

/// "Pacific Time", "Central European Summer Time", "Nairobi time". The words before "time" are looked up as one phrase.
std::size_t read_phrase(std::string_view text, std::size_t i, ZoneName& out) {
  std::uint32_t hash = first_hash;
  std::size_t place = i;
  for (int words = 0; words < 5; ++words) {
    const WordAt word = read_word(text, place);
    if (word.end == place) return 0;
    if (word.hash == word_time && words > 0) {
      const int row = name_index.find(hash);
      if (row < 0 || !ends_word(text, word.end)) return 0;
      const NamedZone& zone = named_zones[row];
      fill(zone.iana == "Etc/UTC" ? ZoneKind::utc : ZoneKind::name, text.substr(i, word.end - i), zone.iana,
           zone.offset, out);
      return word.end;
    }
    if (words > 0) hash = hash_more(hash, " ");
    for (std::size_t k = place; k < word.end; ++k) {
      hash = (hash ^ static_cast<unsigned char>(to_lower(text[k]))) * 16777619u;
    }
    place = skip_spaces(text, word.end);
    if (place == word.end) return 0;
  }
  return 0;
}

/// "8 PM Eastern": the four names that stand without "Time" behind a clock, unless another name goes on ("Pacific
/// Bank").
std::size_t read_american_name(std::string_view text, std::size_t i, const WordAt& word, ZoneName& out) {
  constexpr std::array<std::uint32_t, 4> names = {hash_of("eastern"), hash_of("central"), hash_of("mountain"),
                                                  hash_of("pacific")};
  if (!word.capital || std::find(names.begin(), names.end(), word.hash) == names.end()) return 0;
  const std::size_t next = skip_spaces(text, word.end);
  if (next > word.end && is_letter(at(text, next))) {
    const WordAt follower = read_word(text, next);
    if (follower.capital || (follower.hash != hash_of("on") && follower.hash != hash_of("and") &&
                             follower.hash != hash_of("to") && follower.hash != hash_of("until"))) {
      return 0;
    }
  }
  const int row = name_index.find(word.hash);
  if (row < 0) return 0;
  fill(ZoneKind::name, text.substr(i, word.end - i), named_zones[row].iana, zone_decides, out);
  return word.end;
}

std::size_t read_utc(std::string_view text, std::size_t i, const WordAt& word, ZoneName& out) {
  int offset = 0;
  const std::size_t end = read_utc_offset(text, word.end, offset);
  fill(end == word.end ? ZoneKind::utc : ZoneKind::offset, text.substr(i, end - i), end == word.end ? "Etc/UTC" : "",
       offset, out);
  return end;
}

bool is_all_upper(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (!is_upper(text[i])) return false;
  }
  return true;
}

}  // namespace

std::size_t read_bare_offset(std::string_view text, std::size_t i, int& minutes) {
  const Sign sign = read_sign(text, i);
  if (sign.value == 0) return 0;
  bool with_minutes = false;
  const Number hours = read_number(text, sign.end);
  const std::size_t end = read_offset_figures(text, sign.end, minutes, with_minutes);
  if (end == 0 || hours.digits == 1 || hours.digits == 3 || !ends_word(text, end) || at(text, end) == ':') return 0;
  minutes *= sign.value;
  return end;
}

bool may_be_zone(std::string_view text, std::size_t i) {
  std::size_t end = i;
  std::uint32_t hash = first_hash;
  while (end < i + 6 && is_upper(at(text, end))) {
    hash = (hash ^ static_cast<unsigned char>(to_lower(text[end]))) * 16777619u;
    ++end;
  }
  if (end == i + 6) return false;
  return hash == word_utc || hash == word_gmt || hash == word_uct || at(text, end) == '/' ||
         abbreviation_index.find(hash) >= 0;
}

std::size_t read_zone_name(std::string_view text, std::size_t i, ZoneContext context, ZoneName& out) {
  const WordAt word = read_word(text, i);
  if (word.end == i) return 0;
  if (at(text, word.end) == '/' && is_area(word.hash)) {
    if (const std::size_t end = read_iana(text, i, word.end, out)) return end;
  }
  const bool upper = is_all_upper(text, i, word.end);
  const bool confirmed = context == ZoneContext::confirmed;
  if (word.hash == word_utc || word.hash == word_gmt || word.hash == word_uct || (word.hash == word_utm && confirmed)) {
    if (!upper && !confirmed) return 0;
    if (!ends_word(text, word.end) && !is_digit(at(text, word.end))) return 0;
    if (is_digit(at(text, word.end)) || at(text, word.end) == '_') return 0;
    return read_utc(text, i, word, out);
  }
  if (!ends_word(text, word.end) || (at(text, word.end) == '-' && is_letter(at(text, word.end + 1)))) return 0;
  if (confirmed && (word.hash == word_z || word.hash == word_zulu) && is_upper(text[i])) {
    fill(ZoneKind::utc, text.substr(i, word.end - i), "Etc/UTC", 0, out);
    return word.end;
  }
  if (word.end - i <= 5) {
    const int row = abbreviation_index.find(word.hash);
    if (row >= 0) {
      const Abbreviation& found = abbreviations[row];
      const bool lower_counts = confirmed && found.word == Word::no && word.hash != word_est;
      const bool counts = (upper && (confirmed || found.word == Word::no)) || (!upper && lower_counts);
      if (counts) {
        fill(ZoneKind::abbreviation, text.substr(i, word.end - i), found.iana, found.offset, out);
        for (std::size_t begin = 0; begin < found.others.size();) {
          const std::size_t space = std::min(found.others.find(' ', begin), found.others.size());
          out.others.emplace_back(found.others.substr(begin, space - begin));
          begin = space + 1;
        }
        return word.end;
      }
    }
  }
  const Term* term = find_term(word.hash);
  if (term == nullptr || term->sense != Sense::zone) return 0;
  if (!word.capital && !confirmed) return 0;
  const std::size_t end = read_phrase(text, i, out);
  return end == 0 && confirmed ? read_american_name(text, i, word, out) : end;
}

}  // namespace afterword::notation
