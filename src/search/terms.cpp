#include "search/terms.h"

#include <array>

#include "archive/stem.h"
#include "text/ascii.h"
#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::size_t term_bytes_max = 64;  // what is longer is a key or a dump, and nobody types it

/// Latin letters of two blocks (À–ž) without their accents; a space stands for those that have none to lose.
constexpr std::string_view unaccented_from_c0 =
    "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"   // U+00C0
    "aaaaaaccccccccdd  eeeeeeeeeegggggggghh  iiiiiiiii   jjkk llllll "   // U+0100
    "   nnnnnn   oooooo  rrrrrrsssssssstttt  uuuuuuuuuuuuwwyyyzzzzzz ";  // U+0140

bool is_mark(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

/// Lower case, without accent.
char32_t fold(char32_t c) {
  const char32_t lower = to_lower(c);
  if (lower < 0xC0 || lower - 0xC0 >= unaccented_from_c0.size()) return lower;
  const char plain = unaccented_from_c0[lower - 0xC0];
  return plain == ' ' ? lower : static_cast<char32_t>(plain);
}

constexpr std::array<char, 128> make_plain() {
  std::array<char, 128> out{};
  for (unsigned c = 0; c < out.size(); ++c) {
    const char lower = lower_ascii(static_cast<char>(c));
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) out[c] = lower;
  }
  return out;
}
/// ASCII letters and digits as they are kept; 0 for all else.
constexpr std::array<char, 128> plain = make_plain();

/// Walks through a text, one term after the other.
class TermCursor {
 public:
  explicit TermCursor(std::string_view text) : text_(text) {}

  /// Puts the next term into `letters` and `span`; false at the end.
  bool next(std::string& letters, Span& span) {
    letters.clear();
    while (at_ < text_.size()) {
      const std::size_t before = at_;
      if (!take(letters)) {
        if (!letters.empty()) return finish(span, before);
        at_ = std::max(at_, before + 1);
        continue;
      }
      if (letters.size() == taken_) begin_ = before;
      if (alone_) return finish(span, at_);
    }
    return !letters.empty() && finish(span, at_);
  }

 private:
  bool finish(Span& span, std::size_t end) {
    span = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)};
    return true;
  }

  /// Takes one character of a term, or several plain ones, and moves on; false where it is none. A sign between terms
  /// is passed over only where no term has begun.
  bool take(std::string& letters) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    alone_ = false;
    taken_ = 0;
    if (byte < 0x80) {
      if (plain[byte] != 0) {  // with all that follow
        const std::size_t begin = at_, size = letters.size();
        while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) < plain.size() &&
               plain[static_cast<unsigned char>(text_[at_])] != 0)
          ++at_;
        taken_ = at_ - begin;
        letters.append(text_, begin, taken_);
        for (std::size_t i = size; i < letters.size(); ++i) letters[i] = plain[static_cast<unsigned char>(letters[i])];
        return true;
      }
      if (byte == '\'') return take_apostrophe(letters, 1);
      if (letters.empty()) ++at_;
      return false;
    }
    const Decoded c = decode_utf8(text_, at_);
    if (c.code_point == U'’') return take_apostrophe(letters, c.length);
    const LetterKind kind = c.code_point == bad_code_point ? LetterKind::sign : letter_kind(c.code_point);
    if (kind == LetterKind::syllable) {
      if (!letters.empty()) return false;
      alone_ = true;
    } else if (kind != LetterKind::letter && kind != LetterKind::digit) {
      if (letters.empty()) at_ += c.length;
      return false;
    }
    if (is_mark(c.code_point)) {
      at_ += c.length;
      return !letters.empty();
    }
    char bytes[4];
    taken_ = encode_utf8(fold(c.code_point), bytes);
    letters.append(bytes, taken_);
    at_ += c.length;
    return true;
  }

  /// An apostrophe between two letters belongs to the word and is left out.
  bool take_apostrophe(const std::string& letters, std::size_t length) {
    const bool inside = !letters.empty() && at_ + length < text_.size() &&
                        static_cast<unsigned char>(text_[at_ + length]) < 0x80 &&
                        plain[static_cast<unsigned char>(text_[at_ + length])] != 0;
    if (inside || letters.empty()) at_ += length;
    return inside;
  }

  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;
  std::size_t taken_ = 0;  ///< bytes that were added last
  bool alone_ = false;     ///< a syllable: a term by itself
};

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

/// What TermCursor finds in ASCII, which most text is, written straight to its place. A stem is how its word begins.
std::uint32_t append_ascii_terms(std::string& out, std::string_view text, Stemming stemming) {
  std::uint32_t count = 0;
  const std::size_t before = out.size();
  out.resize(before + text.size() + 1);  // a term and its space take no more than the term and a sign behind it
  char* to = out.data() + before;
  const char *at = text.data(), *const end = at + text.size();
  const auto plain_at = [&](const char* place) {
    return place == end ? '\0' : plain[static_cast<unsigned char>(*place)];
  };
  while (at != end) {
    char* const term = to;
    for (char letter = 0;
         (letter = plain_at(at)) != 0 || (to != term && at != end && *at == '\'' && plain_at(at + 1) != 0); ++at)
      if (letter != 0) *to++ = letter;
    if (at != end) ++at;
    const std::string_view letters(term, static_cast<std::size_t>(to - term));
    to = term;
    if (letters.empty() || letters.size() > term_bytes_max) continue;
    to += stemming == Stemming::yes ? stem_term(letters).size() : letters.size();
    *to++ = ' ';
    ++count;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  return count;
}

}  // namespace

std::string_view stem_term(std::string_view letters) {
  for (const char c : letters)
    if (c < 'a' || c > 'z') return letters;
  return stem_word(letters);
}

std::vector<SearchTerm> split_terms(std::string_view text, Stemming stemming) {
  std::vector<SearchTerm> out;
  TermCursor cursor(text);
  std::string letters;
  for (Span span; cursor.next(letters, span);) {
    if (letters.size() > term_bytes_max) continue;
    out.push_back({std::string(stemming == Stemming::yes ? stem_term(letters) : letters), span});
  }
  return out;
}

std::uint32_t append_terms(std::string& out, std::string_view text, Stemming stemming) {
  if (is_ascii(text)) return append_ascii_terms(out, text, stemming);
  std::uint32_t count = 0;
  TermCursor cursor(text);
  std::string letters;
  for (Span span; cursor.next(letters, span);) {
    if (letters.size() > term_bytes_max) continue;
    out += stemming == Stemming::yes ? stem_term(letters) : letters;
    out += ' ';
    ++count;
  }
  return count;
}

}  // namespace afterword
