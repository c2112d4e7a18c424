#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
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
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where its time stands always at the same byte: that many bytes of literals come before it.
  [[nodiscard]] bool has_time() const { return has_time_; }

 private:
  enum class StepKind : std::uint8_t { literal, space, field, long_field, rest, option };
  struct Step {
    StepKind kind{};
    LineField field{};
    std::string literal;  ///< also: what ends a long field
    bool one_byte = false;
    std::uint16_t after = 0;               ///< option: the step after its group
    std::array<std::uint64_t, 4> stops{};  ///< bytes that end a field
    /// The same, each sixteen times and some perhaps twice, where there are no more than that.
    std::array<std::array<char, 16>, 4> few_stops{};
    bool has_few_stops = false;
  };
  template <class ReadTime>
  bool match_from(std::size_t step, std::string_view line, std::size_t at, ReadTime& time, NameCheck& names,
                  LogFields& out) const;
  static std::size_t end_of_field(const Step& step, std::string_view line, std::size_t at);
  static bool take_field(LineField field, std::string_view value, NameCheck& names, LogFields& out);
  static bool take_rare_field(LineField field, std::string_view value, LogFields& out);
  void find_stops();
  void add_stops(std::size_t step, std::array<std::uint64_t, 4>& stops) const;

  std::string text_;
  std::vector<Step> steps_;
  bool has_time_ = false;
};

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
  for (; at < line.size(); ++at) {
    const auto c = static_cast<unsigned char>(line[at]);
    if (step.stops[c / 64] >> (c % 64) & 1) break;
  }
  return at;
}

/// Those that nearly every line has are seen to at once.
inline bool LinePattern::take_field(LineField field, std::string_view value, NameCheck& names, LogFields& out) {
  switch (field) {
    case LineField::other:
    case LineField::time:
      return true;
    case LineField::host:
      if (!names(value)) return false;
      if (value != "-") out.host = value;
      return true;
    case LineField::program:
      if (!names(value)) return false;
      if (value != "-") out.program = value;
      return true;
    case LineField::message:
      out.message = value;
      return true;
    default:
      return take_rare_field(field, value, out);
  }
}

template <class ReadTime>
bool LinePattern::match_from(std::size_t step, std::string_view line, std::size_t at, ReadTime& time, NameCheck& names,
                             LogFields& out) const {
  const std::size_t steps = steps_.size();
  for (; step < steps; ++step) {
    const Step& s = steps_[step];
    switch (s.kind) {
      case StepKind::literal:
        if (line.size() - at < s.literal.size() || !same_bytes(line.data() + at, s.literal.data(), s.literal.size()))
          return false;
        at += s.literal.size();
        break;
      case StepKind::space: {
        const std::size_t begin = at;
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
        if (at == begin) return false;
        break;
      }
      case StepKind::field: {
        if (s.field == LineField::time) {
          const TimeRead read = time(line.substr(at));
          if (read.bytes == 0) return false;
          out.time = read;
          at += read.bytes;
          break;
        }
        const std::size_t begin = at;
        at = s.one_byte ? std::min(at + 1, line.size()) : end_of_field(s, line, at);
        if (at == begin || !take_field(s.field, line.substr(begin, at - begin), names, out)) return false;
        break;
      }
      case StepKind::long_field: {
        const std::size_t end = line.find(s.literal, at);
        if (end == std::string_view::npos || !take_field(s.field, line.substr(at, end - at), names, out)) return false;
        at = end;
        break;
      }
      case StepKind::rest:
        return take_field(s.field, line.substr(at), names, out);
      case StepKind::option: {
        const Step& first = steps_[std::min(step + 1, steps - 1)];
        if (step + 1 < s.after && first.kind == StepKind::literal &&
            (at == line.size() || line[at] != first.literal[0])) {
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
  return at == line.size();
}

}  // namespace afterword
