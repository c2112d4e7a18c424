#include "evidence/line_pattern.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "evidence/log_level.h"

namespace afterword {
namespace {

struct FieldName {
  std::string_view name;
  LineField field;
};
constexpr FieldName field_names[] = {
    {"time", LineField::time},         {"host", LineField::host},       {"service", LineField::service},
    {"program", LineField::program},   {"level", LineField::level},     {"letter", LineField::letter},
    {"priority", LineField::priority}, {"message", LineField::message}, {"status", LineField::status},
    {"seconds", LineField::seconds},   {"ms", LineField::milliseconds}, {"us", LineField::microseconds},
    {"letter1", LineField::letter},    {"pid", LineField::number},      {"number", LineField::number},
    {"bytes", LineField::number},      {"word", LineField::word},       {"elapsed", LineField::elapsed},
    {"class", LineField::type},
};

LineField field_of(std::string_view name) {
  for (const FieldName& row : field_names)
    if (row.name == name) return row.field;
  return LineField::other;
}

void set_stop(std::array<std::uint64_t, 4>& stops, char c) {
  const auto byte = static_cast<unsigned char>(c);
  stops[byte / 64] |= std::uint64_t{1} << (byte % 64);
}

/// The bytes of a set, the last of them repeated; false if there are too many.
bool list_stops(const std::array<std::uint64_t, 4>& stops, std::array<std::array<char, 16>, 4>& out) {
  std::size_t count = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    if ((stops[byte / 64] >> (byte % 64) & 1) == 0) continue;
    if (count == out.size()) return false;
    for (std::size_t i = count++; i < out.size(); ++i) out[i].fill(static_cast<char>(byte));
  }
  return count > 0;
}

/// A number, or "-" where a program has none to tell.
bool read_double(std::string_view text, double& out) {
  if (text == "-") return true;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  return fault == std::errc() && end == text.data() + text.size();
}

/// Apache's %D has microseconds, nginx' $request_time seconds with a fraction; of a small whole number nobody can say.
bool read_elapsed(std::string_view text, double& out) {
  constexpr double seconds_most = 300;
  double number = -1;
  if (!read_double(text, number)) return false;
  const bool has_fraction = text.find('.') != std::string_view::npos;
  if (has_fraction)
    out = number;
  else if (number > seconds_most)
    out = number / 1e6;
  return true;
}

/// "24-06-2026", "2026/24/06": a date in whatever order.
bool looks_like_date(std::string_view text) {
  constexpr std::size_t digits_least = 4, digits_most = 8;
  const auto digits =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
  return digits >= digits_least && digits <= digits_most && digits < text.size() &&
         text.find_first_not_of("0123456789-/.,") == std::string_view::npos;
}

/// "org.example.Cart", "shop::cart", "Backend$Pool", "cart.go:17": names that the words of a message do not look like.
bool is_type_name(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':' || c == '$' || c == '_' || c == '/') return true;
    if (i == 0) continue;
    const bool is_upper = c >= 'A' && c <= 'Z', after_small = text[i - 1] >= 'a' && text[i - 1] <= 'z';
    if ((c == '.' && i + 1 < text.size()) || (is_upper && after_small)) return true;
  }
  return false;
}

/// What the bytes of a name may be, as bits: every line has a host or a program.
constexpr std::uint8_t in_no_name = 1, is_small = 2, is_letter_or_dot = 4;
constexpr std::array<std::uint8_t, 256> name_bytes = [] {
  std::array<std::uint8_t, 256> out{};
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool is_bad = c == '[' || c == ']' || c == '=' || c == '"' || c == '|' || c == '{' || c == ',';
    const bool is_letter = i < 128 && ((i | 0x20) >= 'a' || c == '.');
    out[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
        (is_bad ? in_no_name : 0) | (c >= 'a' && c <= 'z' ? is_small : 0) | (is_letter ? is_letter_or_dot : 0));
  }
  return out;
}();

}  // namespace

bool NameCheck::look(std::string_view text) {
  std::uint8_t seen = text == "-" ? is_letter_or_dot : 0;
  for (const char c : text) seen |= name_bytes[static_cast<unsigned char>(c)];
  if ((seen & in_no_name) != 0 || (seen & is_letter_or_dot) == 0) return false;
  if (text.front() == '(' || text.back() == ':') return false;
  return !((seen & is_small) != 0 ? is_plain_level(text) : level_of_word(text).has_value());
}

bool LinePattern::take_rare_field(LineField field, std::string_view value, std::string_view rest, LogFields& out) {
  switch (field) {
    case LineField::service:
      if (value != "-") out.service = value;
      return true;
    case LineField::level:
      out.level = level_of_word(value);
      return out.level.has_value() && is_level_before(value, rest);
    case LineField::letter:
      if (value.size() == 1) out.level = level_of_letter(value[0]);
      return value.size() == 1 && out.level.has_value();
    case LineField::priority: {
      int priority = -1;
      const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), priority);
      if (fault != std::errc() || end != value.data() + value.size() || priority < 0 || priority > 191) return false;
      out.level = level_of_syslog(priority % 8);
      return true;
    }
    case LineField::status: {
      int status = 0;
      const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), status);
      if (fault != std::errc() || end != value.data() + value.size() || status < 0 || status > 999) return false;
      out.status = status;
      out.is_request = true;
      return true;
    }
    case LineField::seconds:
      return read_double(value, out.seconds);
    case LineField::milliseconds:
    case LineField::microseconds: {
      double number = -1;
      if (!read_double(value, number)) return false;
      if (number >= 0) out.seconds = number / (field == LineField::milliseconds ? 1e3 : 1e6);
      return true;
    }
    case LineField::elapsed:
      return read_elapsed(value, out.seconds);
    case LineField::type:
      return is_type_name(value);
    case LineField::word:
      return !looks_like_date(value);
    default:
      return false;
  }
}

Result<LinePattern> LinePattern::compile(std::string_view text) {
  LinePattern out;
  out.text_ = text;
  std::vector<std::size_t> open;
  const auto fail = [&](std::string message) {
    return std::unexpected(Error{ErrorKind::settings, std::move(message), std::string(text), {}});
  };
  const auto add_literal = [&](char c) {
    if (out.steps_.empty() || out.steps_.back().kind != StepKind::literal) out.steps_.push_back({});
    out.steps_.back().literal += c;
  };
  bool breaks = false;  // a group begins or ends here: literals on both sides are two steps
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') {
      const std::size_t close = text.find('>', i);
      if (close == std::string_view::npos) return fail("'<' without '>'");
      std::string_view name = text.substr(i + 1, close - i - 1);
      const bool is_long = name.ends_with("..");
      if (is_long) name.remove_suffix(2);
      Step step;
      step.field = field_of(name);
      step.one_byte = name == "letter1";
      step.kind = is_long ? StepKind::long_field : StepKind::field;
      const bool is_last = text.find_first_not_of('}', close + 1) == std::string_view::npos;
      if (is_last && (is_long || step.field == LineField::message)) step.kind = StepKind::rest;
      out.has_time_ = out.has_time_ || step.field == LineField::time;
      out.steps_.push_back(std::move(step));
      i = close;
    } else if (c == '{') {
      open.push_back(out.steps_.size());
      out.steps_.push_back({});
      out.steps_.back().kind = StepKind::option;
      breaks = true;
      continue;
    } else if (c == '}') {
      if (open.empty()) return fail("'}' without '{'");
      out.steps_[open.back()].after = static_cast<std::uint16_t>(out.steps_.size());
      open.pop_back();
      breaks = true;
      continue;
    } else if (c == ' ') {
      if (!out.steps_.empty() && out.steps_.back().kind == StepKind::space && !breaks) continue;
      out.steps_.push_back({});
      out.steps_.back().kind = StepKind::space;
    } else {
      if (c == '\\' && ++i == text.size()) return fail("'\\' at the end");
      if (breaks) out.steps_.push_back({});
      add_literal(text[i]);
    }
    breaks = false;
  }
  if (!open.empty()) return fail("'{' without '}'");
  // `{<message>}` at the end is `<message>`: what can't fail needs no way back.
  if (const std::size_t n = out.steps_.size();
      n >= 2 && out.steps_[n - 1].kind == StepKind::rest && out.steps_[n - 1].field == LineField::message &&
      out.steps_[n - 2].kind == StepKind::option && out.steps_[n - 2].after == n) {
    out.steps_.erase(out.steps_.end() - 2);
    for (Step& step : out.steps_)
      if (step.after == n) --step.after;
  }
  out.find_stops();
  out.find_first_bytes();
  out.find_head();
  out.find_plain();
  return out;
}

void LinePattern::add_stops(std::size_t step, std::array<std::uint64_t, 4>& stops) const {
  for (; step < steps_.size(); ++step) {
    const Step& s = steps_[step];
    if (s.kind == StepKind::literal) set_stop(stops, s.literal[0]);
    if (s.kind != StepKind::option) return;
    add_stops(step + 1, stops);
    step = s.after - 1u;
  }
}

void LinePattern::find_first_bytes() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    Step& step = steps_[i];
    if (step.kind == StepKind::literal) step.first = step.literal[0];
    const bool begins_so = i + 1 < step.after && steps_[i + 1].kind == StepKind::literal;
    if (step.kind == StepKind::option && begins_so) step.first = steps_[i + 1].literal[0];
  }
}

/// Options that a byte rules out, the time, then names and what separates them, none of it optional.
void LinePattern::find_head() {
  std::size_t i = 0;
  while (i < steps_.size() && steps_[i].kind == StepKind::option && steps_[i].first != '\0') i = steps_[i].after;
  if (i == steps_.size() || steps_[i].kind != StepKind::field || steps_[i].field != LineField::time) return;
  behind_time_ = ++i;
  bool has_names = false;
  for (; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    const bool is_name = step.field == LineField::host || step.field == LineField::program ||
                         step.field == LineField::service || step.field == LineField::level ||
                         step.field == LineField::letter;
    if (step.kind == StepKind::literal && step.literal.size() == 1 && has_names) {
      head_end_ = step.first;
      behind_head_ = i + 1;
    } else if (step.kind == StepKind::field && is_name) {
      has_names = true;
    } else if (step.kind != StepKind::literal && step.kind != StepKind::space) {
      return;
    }
  }
}

void LinePattern::find_plain() {
  if constexpr (std::endian::native != std::endian::little) return;
  if (head_end_ == '\0') return;
  std::size_t i = behind_head_;
  const auto is = [&](StepKind kind) { return i < steps_.size() && steps_[i].kind == kind; };
  Plain plain;
  plain.has_number = is(StepKind::field) && steps_[i].field == LineField::number && !steps_[i].one_byte;
  i += plain.has_number ? 1 : 0;
  if (is(StepKind::literal) && steps_[i].literal.size() <= sizeof plain.literal) {
    plain.size = static_cast<std::uint8_t>(steps_[i].literal.size());
    std::memcpy(&plain.literal, steps_[i].literal.data(), plain.size);
    plain.mask = ~std::uint64_t{0} >> (64 - 8 * plain.size);
    ++i;
  }
  // Digits end where the literal begins, or the space: the field ends at nothing else, so they are all of it.
  if (plain.has_number && plain.size == 0 && !is(StepKind::space)) return;
  plain.has_space = is(StepKind::space);
  i += plain.has_space ? 1 : 0;
  plain.is_known = i + 1 == steps_.size() && is(StepKind::rest) && steps_[i].field == LineField::message;
  if (plain.is_known) plain_ = plain;
}

std::size_t LinePattern::read_head(std::string_view line, std::size_t at, NameCheck& names, LogFields& out) const {
  for (std::size_t i = behind_time_; i < behind_head_; ++i) {
    const Step& step = steps_[i];
    const std::size_t begin = at;
    if (step.kind == StepKind::literal) {
      if (line.substr(at, step.literal.size()) != step.literal) return 0;
      at += step.literal.size();
    } else if (step.kind == StepKind::space) {
      while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    } else {
      at = step.one_byte ? std::min(at + 1, line.size()) : end_of_field(step, line, at);
      if (!take_field(step.field, line.substr(begin, at - begin), line.substr(at), names, out)) return 0;
    }
    if (at == begin) return 0;
  }
  return at;
}

void LinePattern::find_stops() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    Step& step = steps_[i];
    if (step.kind == StepKind::field) {
      set_stop(step.stops, ' ');
      set_stop(step.stops, '\t');
      add_stops(i + 1, step.stops);
      step.has_few_stops = list_stops(step.stops, step.few_stops);
    } else if (step.kind == StepKind::long_field) {
      for (std::size_t k = i + 1; k < steps_.size(); ++k) {
        if (steps_[k].kind == StepKind::literal)
          step.literal += steps_[k].literal;
        else if (steps_[k].kind == StepKind::space)
          step.literal += ' ';
        else
          break;
      }
      if (step.literal.empty()) step.literal = " ";
    }
  }
}

}  // namespace afterword
