#include "text/scan.h"

#include <bit>

#include "text/letters.h"
#include "text/mojibake.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace afterword {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A line that opens or closes a code fence.
struct Fence {
  std::uint32_t begin, length;
  char sign;
  bool can_close;
};

class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : bytes_(bytes), size_(static_cast<std::uint32_t>(bytes.size())) {}

  Scan run() {
    scan_.line_starts.reserve(size_ / 48 + 1);
    begin_line(0);
    std::uint32_t at = 0;
    while (at + 64 <= size_) {
      std::uint64_t mask = find_special(at);
      while (mask != 0) {
        const std::uint32_t i = at + static_cast<std::uint32_t>(std::countr_zero(mask));
        const std::uint32_t next = look_at(i);
        if (next >= at + 64) {
          skip_to_ = next;
          break;
        }
        mask &= ~0ull << (next - at);
      }
      at += 64;
      if (skip_to_ > at) at = skip_to_;
    }
    while (at < size_) at = look_at(at);
    drop_fenced();
    return std::move(scan_);
  }

 private:
  char byte(std::uint32_t i) const { return i < size_ ? bytes_[i] : '\0'; }

  /// One bit for each of 64 bytes that may need a look.
  std::uint64_t find_special(std::uint32_t at) const {
    std::uint64_t mask = 0;
#if defined(__SSE2__)
    for (int k = 0; k < 4; ++k) {
      const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes_.data() + at + 16 * k));
      __m128i found = _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));  // v itself: bytes above 0x7F
      found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
      found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8(':')));
      found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8('<')));
      found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_setzero_si128()));
      mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(found))) << 16 * k;
    }
#else
    for (std::uint32_t k = 0; k < 64; ++k) {
      const char c = bytes_[at + k];
      const bool is_special = (c & 0x80) != 0 || c == '\n' || c == '\r' || c == ':' || c == '<' || c == '\0';
      mask |= static_cast<std::uint64_t>(is_special) << k;
    }
#endif
    return mask;
  }

  /// Looks at one byte; returns where to go on.
  std::uint32_t look_at(std::uint32_t i) {
    switch (bytes_[i]) {
      case '\n':
        ++scan_.lf;
        begin_line(i + 1);
        return i + 1;
      case '\r':
        if (byte(i + 1) == '\n') {
          ++scan_.crlf;
          begin_line(i + 2);
          return i + 2;
        }
        ++scan_.cr;
        begin_line(i + 1);
        return i + 1;
      case ':':
        look_at_clock(i);
        return i + 1;
      case '<':
        look_at_tag(i);
        return i + 1;
      case '\0':
        scan_.has_nul = true;
        return i + 1;
      default:
        return (bytes_[i] & 0x80) != 0 ? look_at_run(i) : i + 1;
    }
  }

  std::uint32_t look_at_run(std::uint32_t i) {
    char32_t last = 0;
    while (i < size_ && (bytes_[i] & 0x80) != 0) {
      const Decoded d = decode_utf8(bytes_, i);
      i += d.length;
      if (d.code_point == bad_code_point) {
        scan_.has_invalid_utf8 = true;
        last = 0;
        continue;
      }
      if (last != 0 && !scan_.has_suspect_pair) scan_.has_suspect_pair = is_suspect_pair(last, d.code_point);
      last = d.code_point;
    }
    return i;
  }

  void begin_line(std::uint32_t i) {
    if (i != 0 || scan_.line_starts.empty()) scan_.line_starts.push_back(i);
    while (byte(i) == ' ' || byte(i) == '\t') ++i;
    const char c = byte(i);
    if (is_digit(c)) look_at_number(i);
    if (c == '`' || c == '~') look_at_fence(i);
  }

  void look_at_fence(std::uint32_t begin) {
    const char sign = bytes_[begin];
    std::uint32_t i = begin;
    while (byte(i) == sign) ++i;
    if (i - begin < 3) return;
    const std::uint32_t length = i - begin;
    while (byte(i) == ' ' || byte(i) == '\t') ++i;
    fences_.push_back({begin, length, sign, i >= size_ || byte(i) == '\n' || byte(i) == '\r'});
  }

  /// `1.10:30 AM – …`: the number of a list item without a space before the time.
  void look_at_number(std::uint32_t begin) {
    std::uint32_t i = begin;
    while (is_digit(byte(i)) && i - begin < 3) ++i;
    if (byte(i) != '.' && byte(i) != ')') return;
    const std::uint32_t after = i + 1;
    const std::uint32_t digits = is_digit(byte(after + 1)) ? 2 : 1;
    const std::uint32_t colon = after + digits;
    if (!is_digit(byte(after)) || byte(colon) != ':' || !is_digit(byte(colon + 1)) || !is_digit(byte(colon + 2)))
      return;
    const int hour = digits == 2 ? (bytes_[after] - '0') * 10 + bytes_[after + 1] - '0' : bytes_[after] - '0';
    if (hour > 24 || byte(colon + 1) > '5' || is_digit(byte(colon + 3))) return;
    scan_.suspicions.push_back({RepairKind::list_number_glued, {begin, after}});
  }

  /// `13:20PM`: a 24-hour time with a half of the day.
  void look_at_clock(std::uint32_t colon) {
    if (colon < 2 || !is_digit(bytes_[colon - 1]) || !is_digit(bytes_[colon - 2])) return;
    if (colon >= 3 && (is_digit(bytes_[colon - 3]) || bytes_[colon - 3] == ':')) return;
    const int hour = (bytes_[colon - 2] - '0') * 10 + bytes_[colon - 1] - '0';
    if (hour > 23 || (hour < 13 && hour != 0)) return;
    std::uint32_t i = colon + 1;
    while (is_digit(byte(i)) || (byte(i) == ':' && is_digit(byte(i + 1)))) ++i;
    if (i < colon + 3 || i > colon + 6) return;
    if (byte(i) == ' ') ++i;
    const char half = static_cast<char>(byte(i) | 0x20);
    if (half != 'a' && half != 'p') return;
    ++i;
    if (byte(i) == '.') ++i;
    if ((byte(i) | 0x20) != 'm') return;
    ++i;
    if (static_cast<char>(byte(i) | 0x20) >= 'a' && static_cast<char>(byte(i) | 0x20) <= 'z') return;
    scan_.suspicions.push_back({RepairKind::clock_with_both, {colon - 2, i}});
  }

  void look_at_tag(std::uint32_t begin) {
    static constexpr std::string_view name = "span";
    for (std::uint32_t k = 0; k < name.size(); ++k)
      if ((byte(begin + 1 + k) | 0x20) != name[k]) return;
    const char next = byte(begin + 5);
    if (next != '>' && next != ' ' && next != '\n' && next != '\r' && next != '\t') return;
    constexpr std::uint32_t tag_bytes_max = 512;  // an unclosed one must not cost the rest of the file each time
    const std::string_view rest = bytes_.substr(begin, tag_bytes_max);
    const std::size_t end = rest.find('>');
    if (end == std::string_view::npos) return;
    scan_.suspicions.push_back({RepairKind::markup_in_word, {begin, begin + static_cast<std::uint32_t>(end) + 1}});
  }

  /// Code is left alone. A fence that never closes is damage itself: what stands in it is text.
  void drop_fenced() {
    if (scan_.suspicions.empty() || fences_.empty()) return;
    std::vector<Span> code;
    // From each opener the next line that can close it. Linear: the closers of each sign are looked for once, forwards.
    for (std::size_t i = 0; i < fences_.size();) {
      std::size_t k = i + 1;
      while (k < fences_.size() && !closes(fences_[k], fences_[i])) ++k;
      if (k == fences_.size()) break;
      code.push_back({fences_[i].begin, fences_[k].begin});
      i = k + 1;
    }
    std::size_t next = 0;
    std::erase_if(scan_.suspicions, [&](const Suspicion& s) {
      while (next < code.size() && code[next].end <= s.span.begin) ++next;
      return next < code.size() && code[next].contains(s.span.begin);
    });
  }

  static bool closes(const Fence& closer, const Fence& opener) {
    return closer.can_close && closer.sign == opener.sign && closer.length >= opener.length;
  }

  std::string_view bytes_;
  std::uint32_t size_;
  std::uint32_t skip_to_ = 0;
  std::vector<Fence> fences_;
  Scan scan_;
};

}  // namespace

Scan scan_bytes(std::string_view bytes) {
  return Scanner(bytes).run();
}

}  // namespace afterword
