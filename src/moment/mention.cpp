#include "moment/mention.h"

#include <bit>

#include "moment/block.h"
#include "moment/grouping.h"
#include "moment/readers.h"

namespace afterword {

using namespace notation;

namespace {

/// Whether a figure that starts at `i` can be a notation of its own, and not part of a version, a port, a path.
bool may_begin_figure(std::string_view text, std::size_t i, std::size_t last_end) {
  if (i == 0 || i == last_end) return true;
  const char before = text[i - 1];
  switch (before) {
    case ' ':
    case '\t':
    case '\n':
    case '(':
    case '[':
    case '*':
    case '~':
    case '"':
    case '>':
    case '|':
    case ',':
      return true;
    case '.':
    case '/':
    case '#':
    case '$':
    case '%':
    case '+':
    case '\\':
    case '&':
    case '^':
      return i == last_end + 1 && before == '/';
    case '_':
      return i < 2 || !(is_letter(text[i - 2]) || is_digit(text[i - 2]));
    case ':': {  // "Start:10:00" is a label, ":8080" a port, "app.py:12:05" a place in a file
      std::size_t k = i - 1;
      while (k > 0 && i - k < 20 && (is_letter(text[k - 1]) || text[k - 1] == '*' || text[k - 1] == ')')) --k;
      if (k == i - 1) return false;
      return k == 0 || text[k - 1] == ' ' || text[k - 1] == '\n' || text[k - 1] == '*' || text[k - 1] == '\t';
    }
    case '-':
      return i < 2 || i - 1 == last_end || !(is_letter(text[i - 2]) || is_digit(text[i - 2]) || text[i - 2] == '_');
    default:
      return !is_letter(before) && !is_digit(before) && !(static_cast<unsigned char>(before) == 0xA3) /* £ */;
  }
}

/// Whether a figure with this behind it can be a notation; most figures of a text end here.
bool may_continue_figure(std::string_view text, std::size_t digits, std::size_t end) {
  const char c = at(text, end);
  if (digits == 8) return true;
  if (digits > 7) return false;
  switch (c) {
    case ' ':
    case '-':
    case '.':
    case '/':
    case ':':
    case '\t':
    case ',':
    case '\n':
      return true;
    default:
      return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  }
}

/// "a" is the commonest word of all: only before an hour, a half and the like it begins a length.
constexpr bool may_follow_article(char c) {
  return std::string_view("hmdwqcHMDWQC").contains(c);
}

/// What the three bytes from a letter on say of whether a mention may begin there. Nearly all words of a text are
/// turned away by three loads and one more of `mention_beginnings`. Below, each byte's letter where its number is made
/// of; above, one bit for each other way to begin, which is open where all three bytes have it.
struct Beginnings {
  static constexpr std::uint32_t letters = 0x7FFF, zone = 1u << 16, iso_length = 1u << 17, article = 1u << 18;
  std::array<std::uint32_t, 256> first{}, second{}, third{};

  constexpr Beginnings() {
    for (std::size_t k = 0; k < 256; ++k) {
      const char c = static_cast<char>(k);
      const std::uint32_t letter = fold_table[k];
      first[k] =
          letter << 10 | (is_upper(c) ? zone : 0) | (c == 'P' ? iso_length : 0) | (c == 'a' || c == 'A' ? article : 0);
      second[k] = letter << 5 | (is_upper(c) ? zone : 0) | (is_digit(c) ? iso_length : 0) | (c == ' ' ? article : 0);
      third[k] = letter | zone | iso_length | (may_follow_article(c) || !is_letter(c) ? article : 0);
    }
  }
};
constexpr Beginnings beginnings;

/// The scan over a text: finds places where a notation may begin and lets the readers try.
class Scan {
 public:
  Scan(std::string_view text, std::uint32_t base, const MentionOptions& options, std::vector<Mention>& out)
      : text_(text), base_(base), options_(options), out_(out) {}

  void run() {
    std::uint64_t word_before = 0, digit_before = 0, accent_before = 0;  // what the last byte of the block before was
    std::size_t free_from = 0;                                           // all before this is read
    std::array<char, 64> rest{};
    for (std::size_t begin = 0; begin < text_.size(); begin += 64) {
      const char* bytes = text_.data() + begin;
      if (text_.size() - begin < 64) {
        std::memcpy(rest.data(), bytes, text_.size() - begin);
        bytes = rest.data();
      }
      const Block block = read_block(bytes);
      const std::uint64_t in_word = block.letters | block.accents | block.accents << 1 | accent_before;
      std::uint64_t places = (block.letters & ~(in_word << 1 | word_before)) |
                             (block.digits & ~(block.digits << 1 | digit_before)) | block.others;
      word_before = in_word >> 63;
      digit_before = block.digits >> 63;
      accent_before = block.accents >> 63;
      for (; places != 0; places &= places - 1) {
        const std::size_t i = begin + static_cast<std::size_t>(std::countr_zero(places));
        if (i >= free_from) free_from = try_place(i);
      }
    }
  }

 private:
  /// Behind what was read at `i`, or `i`.
  std::size_t try_place(std::size_t i) {
    const char c = text_[i];
    const char second = at(text_, i + 1);
    if (is_letter(c)) {
      // Nearly all words end here. One branch says so, because which ones do is never foreseen.
      const std::uint32_t first = beginnings.first[static_cast<unsigned char>(c)],
                          next = beginnings.second[static_cast<unsigned char>(second)],
                          third = beginnings.third[static_cast<unsigned char>(at(text_, i + 2))];
      const std::uint32_t ways = first & next & third, term_bit = (first | next | third) & Beginnings::letters;
      const std::uint64_t term =
          (mention_beginnings[term_bit / 64] >> term_bit % 64 & 1) | (ways & Beginnings::article);
      if ((term | ways) == 0) return i;
      if (i > 0 && is_digit(text_[i - 1])) return i;  // "PST8PDT", "5noon"
      return std::max(try_word(i, term != 0), i);
    }
    if (is_digit(c)) return try_figure(i);
    return c == '+' ? try_parenthesised_offset(i) : try_beyond(i);
  }

  std::size_t try_figure(std::size_t i) {
    std::size_t behind = i + 1;
    while (behind < text_.size() && is_digit(text_[behind])) ++behind;
    if (may_continue_figure(text_, behind - i, behind) && may_begin_figure(text_, i, last_end_)) {
      const Before before = read_before(text_, i);
      Mention mention;
      if (const std::size_t end = read_moment(text_, i, Manner::prose, before.cue, options_, mention)) {
        return emit(i, end, before, mention);
      }
      if (const std::size_t end = try_length(i, before)) return end;
    }
    return behind;
  }

  std::size_t try_word(std::size_t i, bool may_be_term) {
    if (may_be_term) {
      const WordAt word = read_word(text_, i);
      if (const Term* term = find_term(word.hash)) {
        if (const std::size_t end = try_term(i, word.end, *term)) return end;
      }
    }
    if (!is_upper(text_[i])) return 0;
    const char second = at(text_, i + 1);
    if (is_upper(second) && may_be_zone(text_, i)) {
      if (const std::size_t end = try_zone(i)) return end;
    }
    return text_[i] == 'P' && (is_digit(second) || second == 'T') ? try_length(i) : 0;
  }

  std::size_t try_term(std::size_t i, std::size_t word_end, const Term& term) {
    switch (term.sense) {
      case Sense::month:
      case Sense::weak_month:
      case Sense::weekday:
      case Sense::noon:
      case Sense::midnight: {
        Mention mention;
        const Before before = read_before(text_, i);
        const std::size_t end = read_moment(text_, i, Manner::prose, before.cue, options_, mention);
        return end == 0 ? 0 : emit(i, end, before, mention);
      }
      case Sense::article: {
        const std::size_t next = skip_spaces(text_, word_end);
        const std::size_t begin = next == word_end && at(text_, next) == '-' ? next + 1 : next;
        return may_follow_article(at(text_, begin)) ? try_length(i) : 0;
      }
      case Sense::number:
      case Sense::half:
      case Sense::quarter:
      case Sense::couple:
        return try_length(i);
      case Sense::zone:
        return try_zone(i);
      default:
        return 0;
    }
  }

  std::size_t try_length(std::size_t i) { return try_length(i, read_before(text_, i)); }

  std::size_t try_length(std::size_t i, const Before& before) {
    LengthRead length;
    const std::size_t end = read_length(text_, i, before.cue, length);
    if (end == 0) return 0;
    Mention mention;
    mention.kind = MentionKind::duration;
    mention.seconds = length.seconds;
    mention.seconds_low = length.seconds_low;
    mention.approximate = length.approximate;
    return emit(i, end, before, mention);
  }

  std::size_t try_zone(std::size_t i) {
    ZoneName zone;
    const std::size_t end = read_zone_name(text_, i, zone_context_at(text_, i), zone);
    if (end == 0) return 0;
    Mention mention;
    const std::size_t clock_at = skip_spaces(text_, end);
    if (clock_at > end && is_digit(at(text_, clock_at))) {  // "UTC 09:30"
      const std::size_t behind = read_moment(text_, clock_at, Manner::prose, Cue::clock, options_, mention);
      if (behind != 0 && mention.clock && !mention.date && !mention.zone) {
        mention.zone = std::move(zone);
        mention.zone_span = span(i, end);
        return emit(i, behind, {}, mention);
      }
      mention = {};
    }
    mention.kind = MentionKind::zone;
    mention.zone = std::move(zone);
    mention.zone_span = span(i, end);
    return emit(i, end, {}, mention);
  }

  /// "(+02:00)": the offset alone in parentheses, as people write behind "local time".
  std::size_t try_parenthesised_offset(std::size_t i) {
    int minutes = 0;
    if (i == 0 || text_[i - 1] != '(' || !is_digit(at(text_, i + 1))) return i;
    const std::size_t end = read_bare_offset(text_, i, minutes);
    if (end == 0 || at(text_, end) != ')' || at(text_, end - 3) != ':') return i;
    Mention mention;
    mention.kind = MentionKind::zone;
    mention.zone = offset_zone(text_.substr(i, end - i), minutes);
    mention.zone_span = span(i, end);
    return emit(i, end, {}, mention);
  }

  /// A Japanese half of the day, "½ hour".
  std::size_t try_beyond(std::size_t i) {
    const char c = text_[i];
    if (c == '\xE5' && starts_at(text_, i, "午")) {
      Mention mention;
      if (const std::size_t end = read_moment(text_, i, Manner::prose, Cue::clock, options_, mention)) {
        return emit(i, end, {}, mention);
      }
    }
    if (c == '\xC2' && starts_at(text_, i, "½")) {
      if (const std::size_t end = try_length(i)) return end;
    }
    return i;
  }

  [[nodiscard]] static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::size_t emit(std::size_t begin, std::size_t end, const Before& before, Mention& mention) {
    mention.span = span(begin, end);
    mention.approximate |= before.approximate;
    for (Span* s : {&mention.span, &mention.date_span, &mention.clock_span, &mention.zone_span}) {
      if (s->empty()) continue;
      s->begin += base_;
      s->end += base_;
    }
    out_.push_back(std::move(mention));
    last_end_ = end;
    return end;
  }

  std::string_view text_;
  std::uint32_t base_;
  const MentionOptions& options_;
  std::vector<Mention>& out_;
  std::size_t last_end_ = ~std::size_t{0};
};

}  // namespace

void find_mentions(std::string_view text, std::uint32_t base, const MentionOptions& options,
                   std::vector<Mention>& out) {
  Scan(text, base, options, out).run();
}

}  // namespace afterword
