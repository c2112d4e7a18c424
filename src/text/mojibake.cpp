#include "text/mojibake.h"

#include "text/letters.h"

namespace afterword {
namespace {

struct Block {
  std::uint32_t first, last;
};

// What people write in reports: the result of undoing must be of these. Sorted.
constexpr Block plausible[] = {
    {0x80, 0x17F},    {0x192, 0x192},   {0x1A0, 0x1A1},     {0x1AF, 0x1B0},     {0x218, 0x21B},     {0x2C6, 0x2C7},
    {0x2D8, 0x2DD},   {0x300, 0x304},   {0x306, 0x30C},     {0x323, 0x323},     {0x327, 0x328},     {0x384, 0x3CE},
    {0x401, 0x45F},   {0x490, 0x491},   {0x531, 0x556},     {0x561, 0x587},     {0x5D0, 0x5EA},     {0x60C, 0x60C},
    {0x61B, 0x61B},   {0x61F, 0x61F},   {0x621, 0x63A},     {0x640, 0x652},     {0x660, 0x66C},     {0x67E, 0x67E},
    {0x686, 0x686},   {0x698, 0x698},   {0x6A9, 0x6A9},     {0x6AF, 0x6AF},     {0x6CC, 0x6CC},     {0x6F0, 0x6F9},
    {0x900, 0xD7F},   {0xE01, 0xE5B},   {0x10D0, 0x10FF},   {0x1E00, 0x1FFE},   {0x2000, 0x206F},   {0x2070, 0x209C},
    {0x20A0, 0x20C0}, {0x20E3, 0x20E3}, {0x2100, 0x2BFF},   {0x3000, 0x30FF},   {0x3105, 0x312F},   {0x3200, 0x33FF},
    {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF8FF, 0xF8FF},   {0xFB01, 0xFB02},   {0xFE0E, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFF01, 0xFF9F}, {0xFFFD, 0xFFFD}, {0x1D400, 0x1D7FF}, {0x1F000, 0x1FAFF}, {0xE0020, 0xE007F},
};

bool is_plausible(char32_t c) {
  const Block* block = std::upper_bound(std::begin(plausible), std::end(plausible), c,
                                        [](char32_t code, const Block& b) { return code < b.first; });
  return block != std::begin(plausible) && c <= (block - 1)->last;
}

bool is_any_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}
bool is_letter(char32_t c) {
  return c != 0 && letter_kind(c) == LetterKind::letter;
}
bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (is_letter(c) && c >= 0xDF && to_lower(c) == c);
}
bool is_upper(char32_t c) {
  return to_lower(c) != c;
}
bool is_blank_or_digit(char32_t c) {
  return c <= ' ' || (c >= '0' && c <= '9');
}

constexpr std::u32string_view closers = U"”»›™®°ºª¹²³•´¨";
constexpr std::u32string_view joiners = U"’“‘«‹–—·…\u00A0";
constexpr std::u32string_view haceks = U"šžŠŽ";
constexpr std::u32string_view mathematics = U"πΩ∞∑∫µ";

/// One character of UTF-8 that stands as several glyphs.
struct Sequence {
  std::size_t glyph = 0;
  std::uint32_t length = 0;
  char32_t c = 0;
  bool strong = false;  ///< no language writes these glyphs so
};

/// Finds the sequences of one encoding in all glyphs.
class SequenceFinder {
 public:
  SequenceFinder(std::string_view bytes, const std::vector<Glyph>& glyphs, Charset charset)
      : bytes_(bytes), glyphs_(glyphs), charset_(charset) {}

  void run() {
    std::size_t chain = 0;  // sequences that follow one another without a gap
    for (std::size_t i = 0; i < glyphs_.size();) {
      const Sequence s = read_at(i);
      if (s.length == 0) {
        ++lone_;
        ++i;
        continue;
      }
      const bool goes_on = !found_.empty() && found_.back().glyph + found_.back().length == i && is_next(i);
      chain = goes_on ? chain + 1 : 1;
      found_.push_back(s);
      // Three in a row are no accident.
      for (std::size_t k = 1; chain >= 3 && k <= 3; ++k) found_[found_.size() - k].strong = true;
      i += s.length;
    }
    for (const Sequence& s : found_) strong_ += s.strong;
  }

  [[nodiscard]] std::size_t strong() const { return strong_; }

  /// Where all that is not ASCII is damaged alike, all of it is undone; else what is certain, and what shares its line.
  std::vector<Sequence> take_accepted() {
    if (lone_ != 0) {
      std::size_t last_strong = found_.size(), next_strong = 0;
      std::vector<Sequence> kept;
      for (std::size_t k = 0; k < found_.size(); ++k) {
        if (found_[k].strong) last_strong = k;
        for (next_strong = std::max(next_strong, k); next_strong < found_.size() && !found_[next_strong].strong;)
          ++next_strong;
        const bool is_near = found_[k].strong || (last_strong < k && is_same_line(last_strong, k)) ||
                             (next_strong < found_.size() && is_same_line(k, next_strong));
        if (is_near) kept.push_back(found_[k]);
      }
      return kept;
    }
    return std::move(found_);
  }

 private:
  /// Bounded, so that a long line costs no more than a short one.
  bool is_same_line(std::size_t a, std::size_t b) const {
    const std::uint32_t begin = glyphs_[found_[a].glyph].begin, end = glyphs_[found_[b].glyph].begin;
    return end - begin < 120 && bytes_.substr(begin, end - begin).find('\n') == std::string_view::npos;
  }

  bool is_next(std::size_t i) const { return i > 0 && glyphs_[i].begin == glyphs_[i - 1].end; }

  char32_t before(std::size_t i) const {
    if (is_next(i)) return glyphs_[i - 1].c;
    return glyphs_[i].begin == 0 ? 0 : static_cast<unsigned char>(bytes_[glyphs_[i].begin - 1]);
  }
  char32_t after(std::size_t i) const {
    if (i + 1 < glyphs_.size() && is_next(i + 1)) return glyphs_[i + 1].c;
    return glyphs_[i].end < bytes_.size() ? static_cast<unsigned char>(bytes_[glyphs_[i].end]) : 0;
  }

  std::uint8_t byte_at(std::size_t i) const { return glyphs_[i].broken ? 0 : encode_byte(charset_, glyphs_[i].c); }

  /// The sequence that begins at glyph i; length 0 if none does.
  Sequence read_at(std::size_t i) const {
    const std::uint8_t lead = byte_at(i);
    if (charset_ == Charset::mac_roman && lead == 0x9F) return read_without_apple(i);
    if (lead < 0xC2 || lead > 0xF4) return {};
    const std::uint32_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char buffer[4] = {static_cast<char>(lead)};
    std::uint32_t got = 1;
    for (; got < length && i + got < glyphs_.size() && is_next(i + got); ++got) {
      const std::uint8_t tail = byte_at(i + got);
      if (tail < 0x80 || tail > 0xBF) break;
      buffer[got] = static_cast<char>(tail);
    }
    if (got < length) return read_closing_quote(i, got);
    const Decoded d = decode_utf8({buffer, length}, 0);
    if (d.length != length || !is_plausible(d.code_point)) return {};
    const bool is_mark = d.code_point >= 0x300 && d.code_point < 0x330;
    if (is_mark && !is_letter(before(i))) return {};
    return {i, length, d.code_point, !could_be_right(i, length)};
  }

  /// The last byte of ” has no meaning in Windows-1252: some programs put U+FFFD for it.
  Sequence read_closing_quote(std::size_t i, std::uint32_t got) const {
    if (charset_ != Charset::western || got != 2 || glyphs_[i].c != U'â' || glyphs_[i + 1].c != U'€') return {};
    const bool has_substitute = i + 2 < glyphs_.size() && is_next(i + 2) && glyphs_[i + 2].c == 0xFFFD;
    if (has_substitute) return {i, 3, U'”', true};
    const char32_t next = after(i + 1);
    return is_letter(next) || next >= 0x80 ? Sequence{} : Sequence{i, 2, U'”', true};
  }

  /// An emoji in Mac Roman begins with a private character, the apple, which many programs drop.
  Sequence read_without_apple(std::size_t i) const {
    if (i + 2 >= glyphs_.size() || !is_next(i + 1) || !is_next(i + 2)) return {};
    const std::uint8_t second = byte_at(i + 1), third = byte_at(i + 2);
    if (second < 0x8C || second > 0xAB || third < 0x80 || third > 0xBF) return {};
    const char32_t c = 0x1F000u | (second & 0x3Fu) << 6 | (third & 0x3Fu);
    const char32_t left = before(i), right = after(i + 2);
    if ((left < 0x80 && is_letter(left)) || (right < 0x80 && is_letter(right))) return {};
    return {i, 3, c, true};
  }

  /// Whether these glyphs could stand so in text that is right.
  bool could_be_right(std::size_t i, std::uint32_t length) const {
    for (std::uint32_t k = 0; k < length; ++k)
      if (glyphs_[i + k].c < 0xA0 || glyphs_[i + k].c == 0xF8FF) return false;  // control characters, the apple
    return charset_ == Charset::western ? could_be_western(i, length) : could_be_mac(i, length);
  }

  bool could_be_western(std::size_t i, std::uint32_t length) const {
    const char32_t lead = glyphs_[i].c, left = before(i), right = after(i + length - 1);
    for (std::uint32_t k = 1; k < length; ++k) {
      const char32_t tail = glyphs_[i + k].c;
      const bool is_czech = is_any_of(tail, haceks) && is_any_of(lead, U"áéíóúýäÁÉÍÓÚÝÄ");
      if (!is_czech && !is_any_of(tail, closers) && !is_any_of(tail, joiners)) return false;
    }
    if (is_upper(lead) && is_lower(left)) return false;
    if ((lead == U'Â' || lead == U'Ã') && is_blank_or_digit(left) && length == 2) return false;
    return !(is_any_of(glyphs_[i + length - 1].c, closers) && is_letter(right));
  }

  bool could_be_mac(std::size_t i, std::uint32_t length) const {
    const char32_t lead = glyphs_[i].c, left = before(i), right = after(i + length - 1);
    if (is_any_of(lead, U"√≈∆ƒ◊¬÷⁄")) {
      if (!is_any_of(glyphs_[i + 1].c, mathematics)) return false;
      return !(is_lower(left) && is_lower(right));
    }
    if (is_any_of(lead, U"‚„‰‡·")) return false;
    for (std::uint32_t k = 1; k < length; ++k) {
      const char32_t tail = glyphs_[i + k].c;
      if (!is_letter(tail) && !is_any_of(tail, closers) && !is_any_of(tail, joiners)) return false;
      if (is_letter(tail) && is_lower(glyphs_[i + k - 1].c) && is_upper(tail)) return false;
    }
    return !(is_letter(lead) && is_upper(lead) && is_lower(left));
  }

  std::string_view bytes_;
  const std::vector<Glyph>& glyphs_;
  Charset charset_;
  std::vector<Sequence> found_;
  std::size_t lone_ = 0, strong_ = 0;
};

void join_sequences(const std::vector<Sequence>& sequences, Charset charset, std::vector<Glyph>& glyphs) {
  std::size_t out = 0, next = 0;
  for (std::size_t i = 0; i < glyphs.size();) {
    if (next == sequences.size() || sequences[next].glyph != i) {
      glyphs[out++] = glyphs[i++];
      continue;
    }
    const Sequence& s = sequences[next++];
    Glyph joined = glyphs[i];
    joined.end = glyphs[i + s.length - 1].end;
    joined.c = s.c;
    for (std::uint32_t k = 0; k < s.length; ++k) joined.times = std::max(joined.times, glyphs[i + k].times);
    ++joined.times;
    joined.charset = charset;
    i += s.length;
    glyphs[out++] = joined;
  }
  glyphs.resize(out);
}

enum Role : std::uint8_t { western_lead = 1, western_tail = 2, mac_lead = 4, mac_tail = 8, mac_emoji = 16 };

std::uint8_t roles_of(char32_t c) {
  const std::uint8_t western = encode_byte(Charset::western, c), mac = encode_byte(Charset::mac_roman, c);
  std::uint8_t roles = 0;
  if (western >= 0xC2 && western <= 0xF4) roles |= western_lead;
  if (western >= 0x80 && western < 0xC0) roles |= western_tail;
  if (mac >= 0xC2 && mac <= 0xF4) roles |= mac_lead;
  if (mac >= 0x80 && mac < 0xC0) roles |= mac_tail;
  if (mac == 0x9F) roles |= mac_emoji;
  return roles;
}

}  // namespace

bool is_suspect_pair(char32_t first, char32_t second) {
  if (first > 0xFB02 || (first >= 0x2600 && first < 0xF8FF) || (first >= 0x300 && first < 0x2000)) return false;
  const std::uint8_t a = roles_of(first), b = roles_of(second);
  const bool is_western = (a & western_lead) && (b & western_tail);
  return is_western || ((a & (mac_lead | mac_emoji)) && (b & mac_tail));
}

void undo_mojibake(std::string_view bytes, std::vector<Glyph>& glyphs) {
  constexpr int layers_max = 6;  // each layer doubles what stands for a character at least; nobody has seen four
  for (int layer = 0; layer < layers_max; ++layer) {
    SequenceFinder western(bytes, glyphs, Charset::western), mac(bytes, glyphs, Charset::mac_roman);
    western.run();
    mac.run();
    const bool is_mac = mac.strong() > western.strong();
    SequenceFinder& best = is_mac ? mac : western;
    if (best.strong() == 0) return;
    join_sequences(best.take_accepted(), is_mac ? Charset::mac_roman : Charset::western, glyphs);
  }
}

}  // namespace afterword
