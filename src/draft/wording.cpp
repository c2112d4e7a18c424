#include "draft/wording.h"

#include <cmath>

#include "diagnosis/wording.h"
#include "draft/gather_json.h"
#include "evidence/instant.h"
#include "render/html.h"
#include "text/ascii.h"

namespace afterword {
namespace {

std::string counted(std::int64_t n, std::string_view unit) {
  return std::to_string(n) + " " + std::string(unit) + (n == 1 ? "" : "s");
}

}  // namespace

std::string clock_of(Instant instant) {
  return write_instant(instant).substr(11, 8);
}

std::string date_of(Instant instant) {
  return write_instant(instant).substr(0, 10);
}

std::string length_of(Instant nanoseconds) {
  // What stands at both ends is cut to seconds; the length must be what a reader computes from them.
  const std::int64_t all = nanoseconds / one_second;
  const std::int64_t hours = all / 3600, minutes = all / 60 % 60, seconds = all % 60;
  std::string out;
  const auto append = [&out](const std::string& part) { out += (out.empty() ? "" : " and ") + part; };
  if (hours > 0) append(counted(hours, "hour"));
  if (minutes > 0) append(counted(minutes, "minute"));
  if (hours == 0 && (seconds > 0 || minutes == 0)) append(counted(seconds, "second"));
  return out;
}

std::string number_of(double value) {
  const std::string digits = group_digits(static_cast<std::uint64_t>(std::llround(std::abs(value))));
  return value <= -0.5 ? "-" + digits : digits;
}

std::string shortened(std::string_view text, std::size_t bytes) {
  return shorten(one_line(text), bytes);
}

std::string as_code(std::string_view text) {
  std::string out = "`";
  for (const char c : text) out += c == '`' ? '\'' : c;
  return out + "`";
}

std::string as_quote(std::string_view text) {
  std::string out = "“";
  for (const char c : text) {
    if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || c == '|' || c == '#')
      out += '\\';
    out += c;
  }
  return out + "”";
}

std::string short_source(const Evidence& evidence, std::uint32_t input) {
  const std::string_view path = evidence.inputs[input].path;
  const auto is_shared = [&](std::string_view end) {
    for (std::uint32_t i = 0; i < evidence.inputs.size(); ++i) {
      const std::string_view other = evidence.inputs[i].path;
      if (i == input || !other.ends_with(end)) continue;
      if (other.size() == end.size() || std::string_view("/!").contains(other[other.size() - end.size() - 1]))
        return true;
    }
    return false;
  };
  std::size_t begin = path.size();
  while (begin > 0) {
    const std::size_t slash = path.find_last_of("/!", begin - 1);
    if (slash == std::string_view::npos) break;
    if (slash + 1 < path.size() && !is_shared(path.substr(slash + 1))) return std::string(path.substr(slash + 1));
    begin = slash;
  }
  return std::string(path);
}

std::string as_sentence(std::string_view text) {
  std::string out(text);
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') {
    // A name of a service or a metric keeps its spelling: only a plain word becomes a capital one.
    const std::string_view first = std::string_view(out).substr(0, out.find(' '));
    bool plain = true;
    for (const char c : first) plain = plain && c >= 'a' && c <= 'z';
    if (plain) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  }
  return out.empty() ? out : out + ".";
}

}  // namespace afterword
