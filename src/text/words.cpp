#include "text/words.h"

#include "text/letters.h"

namespace afterword {
namespace {

enum Class : std::uint8_t { sign, space, line_break, letter, capital, digit, high };

struct Bytes {
  std::array<Class, 256> cls{};
  std::array<unsigned char, 256> lower{};
  /// What the loop over a word's letters needs of a byte, in one load: its lower case, and the bits below.
  std::array<std::uint16_t, 256> in_word{};
};
constexpr std::uint16_t is_in_word = 0x100, is_small = 0x200, is_capital = 0x400;

constexpr Bytes make_bytes() {
  Bytes b;
  for (unsigned i = 0; i < 256; ++i) {
    b.lower[i] = static_cast<unsigned char>(i >= 'A' && i <= 'Z' ? i + 32 : i);
    if (i >= 0x80) b.cls[i] = high;
    if (i >= 'a' && i <= 'z') b.cls[i] = letter;
    if (i >= 'A' && i <= 'Z') b.cls[i] = capital;
    if (i >= '0' && i <= '9') b.cls[i] = digit;
    if (i == ' ' || i == '\t' || i == '\f' || i == '\v') b.cls[i] = space;
    if (i == '\n' || i == '\r') b.cls[i] = line_break;
    const bool is_part = b.cls[i] == letter || b.cls[i] == capital || b.cls[i] == digit || i == '_';
    b.in_word[i] =
        static_cast<std::uint16_t>(b.lower[i] | (is_part ? is_in_word : 0) | (b.cls[i] == letter ? is_small : 0) |
                                   (b.cls[i] == capital ? is_capital : 0));
  }
  return b;
}
constexpr Bytes bytes = make_bytes();

bool is_alnum(char c) {
  const Class k = bytes.cls[static_cast<unsigned char>(c)];
  return k == letter || k == capital || k == digit;
}

/// Splits one text. Positions are indexes into `text_`; the current token is [start_, at_).
class Splitter {
 public:
  Splitter(std::string_view text, std::uint32_t base, std::vector<Word>& out) : text_(text), base_(base), out_(out) {}

  void run() {
    const std::uint32_t size = static_cast<std::uint32_t>(text_.size());
    while (at_ < size) {
      // In order of how often they come, and no switch: a jump by class would be guessed wrong at every other token.
      const Class k = cls(at_);
      if (k == letter || k == capital) {
        read_word();
      } else if (k == space || k == line_break) {
        space_ = true;
        line_break_ |= k == line_break;
        ++at_;
      } else if (k == sign) {
        read_sign();
      } else if (k == digit) {
        begin();
        read_number();
      } else {
        read_high();
      }
    }
  }

 private:
  Class cls(std::uint32_t i) const { return bytes.cls[static_cast<unsigned char>(text_[i])]; }
  char at(std::uint32_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  bool is_digit_at(std::uint32_t i) const { return i < text_.size() && cls(i) == digit; }
  bool is_word_at(std::uint32_t i) const {
    if (i >= text_.size()) return false;
    const Class k = cls(i);
    if (k != high) return k == letter || k == capital || k == digit;
    return letter_kind(decode_utf8(text_, i).code_point) == LetterKind::letter;
  }

  void begin() {
    start_ = at_;
    hash_ = word_hash({});
    capitals_ = 0;
    has_small_ = first_capital_ = hyphen_ = false;
  }

  /// A word of nothing but ASCII letters and digits before a blank: nearly all there are. Kept in registers to its end;
  /// whatever else it turns out to be goes the long way.
  void read_word() {
    const auto size = static_cast<std::uint32_t>(text_.size());
    const char* const text = text_.data();
    const std::uint32_t first = at_;
    std::uint32_t i = first, h = word_hash({}), seen = 0, capitals = 0;
    for (; i < size; ++i) {
      const std::uint32_t byte = bytes.in_word[static_cast<unsigned char>(text[i])];
      if ((byte & is_in_word) == 0) break;
      seen |= byte;
      capitals += byte / is_capital;
      h = (h ^ (byte & 0xFF)) * 16777619u;
    }
    const bool is_capitalised = (bytes.in_word[static_cast<unsigned char>(text[first])] & is_capital) != 0;
    if (i < size && bytes.cls[static_cast<unsigned char>(text[i])] != space) {
      begin();
      at_ = i;
      hash_ = h;
      capitals_ = capitals;
      has_small_ = (seen & is_small) != 0;
      first_capital_ = is_capitalised;
      return finish_word();
    }
    Word w;
    w.span = {base_ + first, base_ + i};
    w.hash = h;
    w.kind = WordKind::word;
    w.capital = is_capitalised;
    w.all_caps = capitals >= 2 && (seen & is_small) == 0;
    w.space_before = space_;
    w.line_break_before = line_break_;
    out_.push_back(w);
    at_ = std::min(i + 1, size);  // the blank too
    space_ = true;
    line_break_ = false;
  }

  void take(unsigned char lower) {
    hash_ = (hash_ ^ lower) * 16777619u;
    ++at_;
  }

  void emit(WordKind kind) {
    Word& w = out_.emplace_back();
    w.span = {base_ + start_, base_ + at_};
    w.hash = hash_;
    w.kind = kind;
    w.capital = first_capital_;
    w.all_caps = capitals_ >= 2 && !has_small_;
    w.hyphen = hyphen_;
    w.space_before = space_;
    w.line_break_before = line_break_;
    space_ = line_break_ = false;
  }

  /// ASCII letters, digits and underscores: nearly all there is.
  void read_letters() {
    std::uint32_t h = hash_, i = at_, seen = 0, capitals = 0;
    const std::uint32_t size = static_cast<std::uint32_t>(text_.size());
    if (i == start_ && cls(i) == capital) first_capital_ = true;
    for (; i < size; ++i) {
      const std::uint32_t byte = bytes.in_word[static_cast<unsigned char>(text_[i])];
      if ((byte & is_in_word) == 0) break;
      seen |= byte;
      capitals += byte / is_capital;
      h = (h ^ (byte & 0xFF)) * 16777619u;
    }
    hash_ = h;
    at_ = i;
    has_small_ |= (seen & is_small) != 0;
    capitals_ += capitals;
  }

  /// Goes on after the first letters of a word: joins what belongs to it, then emits.
  void finish_word() {
    while (at_ < text_.size()) {
      const Class k = cls(at_);
      if (k == space || k == line_break) break;
      if (k == high ? join_high() : k == sign && join_sign()) continue;
      if (k == letter || k == capital || k == digit) {
        read_letters();
        continue;
      }
      break;
    }
    emit(WordKind::word);
  }

  bool join_high() {
    const Decoded d = decode_utf8(text_, at_);
    const LetterKind kind = d.code_point == bad_code_point ? LetterKind::sign : letter_kind(d.code_point);
    if (kind == LetterKind::letter) {
      const char32_t low = to_lower(d.code_point);
      if (at_ == start_) first_capital_ = low != d.code_point;
      if (low == d.code_point)
        has_small_ = true;
      else
        ++capitals_;
      char buffer[4];
      const std::uint32_t n = encode_utf8(low, buffer);
      for (std::uint32_t i = 0; i < n; ++i) hash_ = (hash_ ^ static_cast<unsigned char>(buffer[i])) * 16777619u;
      at_ += d.length;
      return true;
    }
    const bool is_hyphen = d.code_point == 0x2010 || d.code_point == 0x2011;
    if ((d.code_point != 0x2019 && !is_hyphen) || !is_word_at(at_ + d.length)) return false;
    hyphen_ |= is_hyphen;
    take(is_hyphen ? '-' : '\'');
    at_ += d.length - 1;
    return true;
  }

  bool join_sign() {
    switch (text_[at_]) {
      case '\'':
      case '-':
        if (!is_word_at(at_ + 1)) return false;
        hyphen_ |= text_[at_] == '-';
        take(static_cast<unsigned char>(text_[at_]));
        return true;
      case '_':
        read_letters();
        return true;
      case '.':
        return join_dot();
      case '@':
        if (!is_word_at(at_ + 1)) return false;
        take('@');
        return true;
      case ':':
        if (at(at_ + 1) != '/' || at(at_ + 2) != '/') return false;
        take_until_space();
        return true;
      case '/':
        if (!is_path_ahead()) return false;
        take_path();
        return true;
      default:
        return false;
    }
  }

  /// "config.yaml" and "p.m." are one word, "was down.The team" is not.
  bool join_dot() {
    const bool is_single = at_ - start_ == 1 || (at_ >= start_ + 2 && text_[at_ - 2] == '.');
    if (is_word_at(at_ + 1)) {
      const bool is_glued_sentence = cls(at_ - 1) == letter && cls(at_ + 1) == capital && at_ + 2 < text_.size() &&
                                     (cls(at_ + 2) == letter || cls(at_ + 2) == space) &&
                                     text_.substr(start_, at_ - start_).find('.') == std::string_view::npos;
      if (is_glued_sentence && !is_single) return false;
      take('.');
      return true;
    }
    const bool is_abbreviation = is_single && at_ >= start_ + 3 && text_[start_ + 1] == '.' && cls(at_ - 1) != digit;
    if (is_abbreviation) take('.');
    return is_abbreviation;
  }

  static bool is_path_byte(char c) {
    return is_alnum(c) || (c & 0x80) != 0 || c == '.' || c == '_' || c == '-' || c == '/' || c == '~' || c == '+' ||
           c == '@' || c == '%' || c == '=';
  }

  /// "src/main.cpp" and "a/b/c/d" are paths; "client/server" and "N/A" are words beside a slash. Bounded: it stops at
  /// the third slash, so that no byte is looked at more than three times.
  bool is_path_ahead() const {
    if (!is_word_at(at_ + 1)) return false;
    std::uint32_t slashes = 0;
    for (std::uint32_t i = at_; i < text_.size() && is_path_byte(text_[i]); ++i) {
      slashes += text_[i] == '/';
      if (slashes == 3) return true;
      const bool is_dot_inside = text_[i] == '.' && is_alnum(at(i + 1));
      if (is_dot_inside || text_[i] == '_' || bytes.cls[static_cast<unsigned char>(text_[i])] == digit) return true;
    }
    return false;
  }

  void trim_end(std::string_view trailing) {
    while (at_ > start_ + 1 && trailing.find(text_[at_ - 1]) != std::string_view::npos) --at_;
    hash_ = word_hash({});
    for (std::uint32_t i = start_; i < at_; ++i)
      hash_ = (hash_ ^ bytes.lower[static_cast<unsigned char>(text_[i])]) * 16777619u;
    hyphen_ = false;
  }

  void take_path() {
    while (at_ < text_.size() && is_path_byte(text_[at_])) ++at_;
    trim_end(".-=+@%");
  }

  void take_until_space() {
    static constexpr std::string_view stop = "<>\"`|";
    while (at_ < text_.size() && cls(at_) != space && cls(at_) != line_break &&
           stop.find(text_[at_]) == std::string_view::npos)
      ++at_;
    trim_end(".,;:!?)]}'*");
  }

  void take_digits() {
    while (is_digit_at(at_)) take(static_cast<unsigned char>(text_[at_]));
  }

  /// Digits with single separators between them.
  void take_figures() {
    take_digits();
    const auto is_separator = [](char c) { return c == '.' || c == ',' || c == ':' || c == '/' || c == '-'; };
    while (is_separator(at(at_)) && is_digit_at(at_ + 1)) {
      take(static_cast<unsigned char>(text_[at_]));
      take_digits();
    }
  }

  void read_number() {
    take_figures();
    if (at(at_) == 'T' && is_digit_at(at_ + 1) && at_ - start_ >= 8) {  // 2023-05-12T10:30:00Z
      take('t');
      take_figures();
      if (at(at_) == 'Z' && !is_word_at(at_ + 1)) take('z');
      return emit(WordKind::number);
    }
    const char next = at(at_);
    if (next == '_' || (next == '-' && is_word_at(at_ + 1)) || next == '@') return finish_word();
    std::uint32_t end = at_;
    bool is_mixed = false;  // a hash or an identifier: 3f2a9b, 0x1f, 14h34
    for (; end < text_.size() && (is_alnum(text_[end]) || text_[end] == '_'); ++end)
      is_mixed |= cls(end) == digit || text_[end] == '_';
    const std::string_view tail = text_.substr(at_, end - at_);
    const bool is_ordinal = tail == "st" || tail == "nd" || tail == "rd" || tail == "th";
    if (is_mixed || is_ordinal) return finish_word();
    emit(WordKind::number);
  }

  void read_high() {
    begin();
    const Decoded d = decode_utf8(text_, at_);
    const LetterKind kind = d.code_point == bad_code_point ? LetterKind::sign : letter_kind(d.code_point);
    if (kind == LetterKind::letter) return finish_word();
    if (kind == LetterKind::space) {
      space_ = true;
      at_ += d.length;
      return;
    }
    for (std::uint32_t i = 0; i < d.length; ++i) take(static_cast<unsigned char>(text_[at_]));
    if (kind == LetterKind::syllable) return emit(WordKind::word);
    if (kind == LetterKind::digit) return emit(WordKind::number);
    take_joiners();
    emit(WordKind::punctuation);
  }

  /// The rest of an emoji: variation selectors, skin tones, and what zero-width joiners join on.
  void take_joiners() {
    bool is_joined = false;
    while (at_ < text_.size() && cls(at_) == high) {
      const Decoded d = decode_utf8(text_, at_);
      if (d.code_point == bad_code_point) return;
      const bool is_joiner = letter_kind(d.code_point) == LetterKind::joiner;
      if (!is_joiner && !is_joined) return;
      is_joined = d.code_point == 0x200D;
      for (std::uint32_t i = 0; i < d.length; ++i) take(static_cast<unsigned char>(text_[at_]));
    }
  }

  void read_sign() {
    begin();
    const char c = text_[at_];
    const bool is_free =
        out_.empty() || space_ || out_.back().span.end != base_ + at_ || out_.back().kind == WordKind::punctuation;
    const char next = at(at_ + 1);
    const bool is_path = (c == '/' && is_alnum(next)) ||
                         ((c == '~' || c == '.') && next == '/' && is_alnum(at(at_ + 2))) ||
                         (c == '.' && next == '.' && at(at_ + 2) == '/');
    if (is_free && is_path) {
      take_path();
      return emit(WordKind::word);
    }
    take(static_cast<unsigned char>(c));
    take_joiners();
    emit(WordKind::punctuation);
  }

  std::string_view text_;
  std::uint32_t base_;
  std::vector<Word>& out_;
  std::uint32_t at_ = 0, start_ = 0, hash_ = 0, capitals_ = 0;
  bool has_small_ = false, first_capital_ = false, hyphen_ = false, space_ = false, line_break_ = false;
};

}  // namespace

void split_words(std::string_view text, std::uint32_t base, std::vector<Word>& out) {
  Splitter(text, base, out).run();
}

}  // namespace afterword
