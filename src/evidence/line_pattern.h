#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/evidence.h"
#include "evidence/few_bytes.h"
#include "evidence/name_check.h"
#include "evidence/time_notation.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace afterword {

/// What one line says. Texts point into the line, or into the reader's own memory until its next line.
struct LogFields {
  TimeRead time;  ///< bytes 0: the line states none
  std::string_view message, service, program, host;
  std::optional<LogLevel> level;
  int status = 0;           ///< of a request
  double seconds = -1;      ///< that a request took
  bool is_request = false;  ///< the line tells of one request that was served
  bool continues = false;   ///< it has a time, but what was wrapped is a part of the record before
  std::uint32_t head =
      0;  ///< lines of one reader with the same number have the same host, service and program; 0: none
};

/// Parts of a line that have a meaning. Others are named for people only.
enum class LineField : std::uint8_t {
  other,
  number,  ///< digits, of no meaning
  time,
  host,
  service,
  program,
  level,     ///< a word that is a level
  letter,    ///< one letter or sign that is; as <letter1> the next byte, whatever follows it
  priority,  ///< syslog's <13>
  message,
  status,
  seconds,
  milliseconds,
  microseconds,
  elapsed,  ///< seconds with a fraction, or many microseconds; a few of what may be either tell nothing
  word,     ///< anything but a date, whose clock would else be taken for a time of its own
  type,     ///< the name of a class, a module or a file: no plain word
};

/// How lines of one notation are written, for example `<time> <host> <program>{[<pid>]}: <message>`:
///   <name>    a part without spaces, up to what follows it in the pattern; names with a meaning are those of LineField
///   <name..>  a part that may hold spaces, up to the next text that follows it; at the end: the rest of the line
///   {…}       may be missing
///   a space   one or more spaces or tabs
///   \         takes the next character as it is
class LinePattern {
 public:
  [[nodiscard]] static Result<LinePattern> compile(std::string_view text);

  /// `time` reads the time that begins a text; the pattern matches whole lines.
  template <class ReadTime>
  [[nodiscard]] bool match(std::string_view line, ReadTime& time, NameCheck& names, LogFields& out) const {
    return match_from(0, line, 0, time, names, out);
  }
  /// The head of a line: from its time to the literal that ends the names, where that is a byte and nothing before it
  /// can be read in two ways. What ends it; 0 = lines of this pattern have no such head.
  [[nodiscard]] char head_end() const { return head_end_; }
  /// Whether the line begins with its time, as lines of a pattern with heads do unless an option comes first.
  [[nodiscard]] bool begins_with_time(std::string_view line) const;
  /// Reads a head at `at`, where the time ended. Returns where it ends; 0 = it is none.
  [[nodiscard]] std::size_t read_head(std::string_view line, std::size_t at, NameCheck& names, LogFields& out) const;
  /// Matches what is behind the head.
  template <class ReadTime>
  [[nodiscard]] bool match_behind_head(std::string_view line, std::size_t at, ReadTime& time, NameCheck& names,
                                       LogFields& out) const {
    return match_plainly(line, at, out) || match_from(behind_head_, line, at, time, names, out);
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where its time stands always at the same byte: that many bytes of literals come before it.
  [[nodiscard]] bool has_time() const { return has_time_; }

 private:
  enum class StepKind : std::uint8_t { literal, space, field, long_field, rest, option };
  struct Step {
    StepKind kind{};
    LineField field{};
    bool one_byte = false;
    bool has_few_stops = false;
    char first = '\0';        ///< of the literal; of an option: that its group begins with, if it begins with one
    std::string literal;      ///< also: what ends a long field
    std::uint16_t after = 0;  ///< option: the step after its group
    std::array<std::uint64_t, 4> stops{};  ///< bytes that end a field
    /// The same, each sixteen times and some perhaps twice, where there are no more than that.
    std::array<std::array<char, 16>, 4> few_stops{};
  };
  template <class ReadTime>
  bool match_from(std::size_t step, std::string_view line, std::size_t at, ReadTime& time, NameCheck& names,
                  LogFields& out) const;
  [[nodiscard]] bool match_plainly(std::string_view line, std::size_t at, LogFields& out) const;
  static bool ends_at(const Step& step, char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (step.stops[byte / 64] >> (byte % 64) & 1) != 0;
  }
  static std::size_t end_of_field(const Step& step, std::string_view line, std::size_t at);
  static bool take_field(LineField field, std::string_view value, std::string_view rest, NameCheck& names,
                         LogFields& out);
  static bool is_number(std::string_view text);
  static bool take_rare_field(LineField field, std::string_view value, std::string_view rest, LogFields& out);
  void find_stops();
  void find_first_bytes();
  void find_head();
  void find_plain();
  void add_stops(std::size_t step, std::array<std::uint64_t, 4>& stops) const;

  std::string text_;
  std::vector<Step> steps_;
  bool has_time_ = false;
  char head_end_ = '\0';
  std::size_t behind_time_ = 0, behind_head_ = 0;  ///< steps
  /// What is behind the head, where it is a number or none, a short literal, a space or none, and the message.
  struct Plain {
    bool is_known = false, has_number = false, has_space = false;
    std::uint8_t size = 0;
    std::uint64_t literal = 0, mask = 0;  ///< its bytes as they are loaded
  };
  Plain plain_;
};

inline bool LinePattern::begins_with_time(std::string_view line) const {
  for (std::size_t i = 0; i + 1 < behind_time_; i = steps_[i].after)
    if (line.empty() || line[0] == steps_[i].first) return false;
  return true;
}

inline std::size_t LinePattern::end_of_field(const Step& step, std::string_view line, std::size_t at) {
#if defined(__SSE2__)
  if (step.has_few_stops) {
    const auto is = [](__m128i bytes, const std::array<char, 16>& stop) {
      return _mm_cmpeq_epi8(bytes, _mm_loadu_si128(reinterpret_cast<const __m128i*>(stop.data())));
    };
    for (; at + 16 <= line.size(); at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + at));
      const __m128i found = _mm_or_si128(_mm_or_si128(is(bytes, step.few_stops[0]), is(bytes, step.few_stops[1])),
                                         _mm_or_si128(is(bytes, step.few_stops[2]), is(bytes, step.few_stops[3])));
      if (const auto bits = static_cast<unsigned>(_mm_movemask_epi8(found)); bits != 0)
        return at + static_cast<std::size_t>(std::countr_zero(bits));
    }
  }
#endif
  while (at < line.size() && !ends_at(step, line[at])) ++at;
  return at;
}

/// Digits, or "-" where there is no number to tell.
inline bool LinePattern::is_number(std::string_view text) {
  unsigned beyond = 0;
  for (const char c : text) beyond |= static_cast<unsigned>(static_cast<unsigned char>(c - '0') > 9);
  return beyond == 0 || text == "-";
}

/// Those that nearly every line has are seen to at once.
inline bool LinePattern::take_field(LineField field, std::string_view value, std::string_view rest, NameCheck& names,
                                    LogFields& out) {
  switch (field) {
    case LineField::other:
    case LineField::time:
      return true;
    case LineField::host:
      if (value.back() == ')' || !names(value)) return false;
      if (value != "-") out.host = value;
      return true;
    case LineField::program:
      if (!names(value)) return false;
      if (value != "-") out.program = value;
      return true;
    case LineField::message:
      out.message = value;
      return true;
    case LineField::number:
      return is_number(value);
    default:
      return take_rare_field(field, value, rest, out);
  }
}

/// Where plain_ describes what is behind a head. Changes nothing where that is not so.
inline bool LinePattern::match_plainly(std::string_view line, std::size_t at, LogFields& out) const {
  const char* p = line.data() + at;
  const char* const stop = line.data() + line.size();
  constexpr std::ptrdiff_t room = 8 + 8 + 2;  // digits, the literal, a space and what is behind it
  if (!plain_.is_known || stop - p < room) return false;
  std::uint64_t bytes = 0;
  if (plain_.has_number) {
    std::memcpy(&bytes, p, sizeof bytes);
    const std::uint64_t from_zero = bytes ^ 0x3030303030303030u;  // the high bits of what is no digit are set now:
    const std::uint64_t others = (from_zero | (from_zero + 0x7676767676767676u)) & 0x8080808080808080u;
    const int digits = std::countr_zero(others) / 8;
    if (digits == 0 || digits == 8) return false;
    p += digits;
  }
  std::memcpy(&bytes, p, sizeof bytes);
  if ((bytes & plain_.mask) != plain_.literal) return false;
  p += plain_.size;
  if (plain_.has_space) {
    if (*p != ' ' && *p != '\t') return false;
    do ++p;
    while (p != stop && (*p == ' ' || *p == '\t'));
  }
  out.message = {p, static_cast<std::size_t>(stop - p)};
  return true;
}

template <class ReadTime>
bool LinePattern::match_from(std::size_t step, std::string_view line, std::size_t at, ReadTime& time, NameCheck& names,
                             LogFields& out) const {
  const Step* const steps = steps_.data();
  const std::size_t count = steps_.size();
  const char* const text = line.data();
  const std::size_t size = line.size();
  for (; step < count; ++step) {
    const Step& s = steps[step];
    switch (s.kind) {
      case StepKind::literal: {
        const std::size_t length = s.literal.size();
        if (size - at < length || text[at] != s.first) return false;
        if (length > 1 && !same_bytes(text + at, s.literal.data(), length)) return false;
        at += length;
        break;
      }
      case StepKind::space: {
        const std::size_t begin = at;
        while (at < size && (text[at] == ' ' || text[at] == '\t')) ++at;
        if (at == begin) return false;
        break;
      }
      case StepKind::field: {
        if (s.field == LineField::time) {
          const TimeRead read = time({text + at, size - at});
          if (read.bytes == 0) return false;
          out.time = read;
          at += read.bytes;
          break;
        }
        const std::size_t begin = at;
        if (s.field == LineField::number && !s.one_byte) {  // mostly some digits, then a byte that ends it
          while (at < size && text[at] >= '0' && text[at] <= '9') ++at;
          if (at != begin && (at == size || ends_at(s, text[at]))) break;
          at = begin;
        }
        at = s.one_byte ? std::min(at + 1, size) : end_of_field(s, line, at);
        if (at == begin || !take_field(s.field, {text + begin, at - begin}, {text + at, size - at}, names, out))
          return false;
        break;
      }
      case StepKind::long_field: {
        const std::size_t end = line.find(s.literal, at);
        if (end == std::string_view::npos ||
            !take_field(s.field, {text + at, end - at}, {text + end, size - end}, names, out))
          return false;
        at = end;
        break;
      }
      case StepKind::rest:
        return take_field(s.field, {text + at, size - at}, {}, names, out);
      case StepKind::option: {
        if (s.first != '\0' && (at == size || text[at] != s.first)) {
          step = s.after - 1u;
          break;
        }
        const LogFields before = out;
        if (match_from(step + 1, line, at, time, names, out)) return true;
        out = before;
        step = s.after - 1u;
        break;
      }
    }
  }
  return at == size;
}

}  // namespace afterword
