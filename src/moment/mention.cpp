#include "moment/mention.h"

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
    case ' ': case '\t': case '\n': case '(': case '[': case '*': case '~': case '"': case '>': case '|': case ',':
      return true;
    case '.': case '/': case '#': case '$': case '%': case '+': case '\\': case '&': case '^':
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

/// The scan over a text: finds places where a notation may begin and lets the readers try.
class Scan {
 public:
  Scan(std::string_view text, std::uint32_t base, const MentionOptions& options, std::vector<Mention>& out)
      : text_(text), base_(base), options_(options), out_(out) {}

  void run() {
    std::size_t i = 0;
    const std::size_t size = text_.size();
    while (i < size) {
      const char c = text_[i];
      if (is_digit(c)) {
        i = try_figure(i);
      } else if (is_letter(c)) {
        i = try_word(i);
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        i = try_other(i);
      } else {
        ++i;
        if (c == '+' && is_digit(at(text_, i))) i = try_parenthesised_offset(i);
      }
    }
  }

 private:
  std::size_t try_figure(std::size_t i) {
    if (may_begin_figure(text_, i, last_end_)) {
      const Before before = read_before(text_, i);
      Mention mention;
      if (const std::size_t end = read_moment(text_, i, Manner::prose, before.cue, options_, mention)) {
        return emit(i, end, before, mention);
      }
      if (const std::size_t end = try_length(i, before)) return end;
    }
    ++i;
    while (i < text_.size() && is_digit(text_[i])) ++i;
    return i;
  }

  std::size_t try_word(std::size_t i) {
    const char first = text_[i], second = at(text_, i + 1);
    if (is_letter(second) ? may_begin_term(first, second) : may_begin_alone(first, second)) {
      const WordAt word = read_word(text_, i);
      if (const Term* term = find_term(word.hash)) {
        if (const std::size_t end = try_term(i, *term)) return end;
      }
    }
    std::size_t end = i + 1;
    if (is_upper(first) && is_upper(second)) {
      if (const std::size_t behind = try_zone(i)) return behind;
    }
    if (first == 'P' && (is_digit(second) || second == 'T')) {
      if (const std::size_t behind = try_length(i, {})) return behind;
    }
    while (end < text_.size() && (is_letter(text_[end]) || text_[end] == '\xC3')) end += text_[end] == '\xC3' ? 2 : 1;
    return std::min(end, text_.size());
  }

  /// One letter is a word of ours only where it is "a" before a unit, or the P of an ISO length.
  static bool may_begin_alone(char first, char second) { return (first == 'a' || first == 'A') && second == ' '; }

  std::size_t try_term(std::size_t i, const Term& term) {
    switch (term.sense) {
      case Sense::month: case Sense::weak_month: case Sense::weekday: case Sense::noon: case Sense::midnight: {
        Mention mention;
        const Before before = read_before(text_, i);
        const std::size_t end = read_moment(text_, i, Manner::prose, before.cue, options_, mention);
        return end == 0 ? 0 : emit(i, end, before, mention);
      }
      case Sense::number: case Sense::article: case Sense::half: case Sense::quarter: case Sense::couple:
        return try_length(i, read_before(text_, i));
      case Sense::zone:
        return try_zone(i);
      default:
        return 0;
    }
  }

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
      const std::size_t behind =
          read_moment(text_, clock_at, Manner::prose, Cue::clock, options_, mention);
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
    if (i < 2 || text_[i - 2] != '(') return i;
    const std::size_t end = read_bare_offset(text_, i - 1, minutes);
    if (end == 0 || at(text_, end) != ')' || at(text_, end - 3) != ':') return i;
    Mention mention;
    mention.kind = MentionKind::zone;
    mention.zone = offset_zone(text_.substr(i - 1, end - i + 1), minutes);
    mention.zone_span = span(i - 1, end);
    return emit(i - 1, end, {}, mention);
  }

  /// Letters beyond ASCII ("août", "午後3時") and everything else that is no notation.
  std::size_t try_other(std::size_t i) {
    const char c = text_[i];
    if (c == '\xE5' && starts_at(text_, i, "午")) {
      Mention mention;
      if (const std::size_t end = read_moment(text_, i, Manner::prose, Cue::clock, options_, mention)) {
        return emit(i, end, {}, mention);
      }
    }
    if (c == '\xC2' && starts_at(text_, i, "½")) {
      if (const std::size_t end = try_length(i, read_before(text_, i))) return end;
    }
    if (c != '\xC3') {
      do ++i;
      while (i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80);
      return i;
    }
    return std::max(read_word(text_, i).end, i + 1);
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
