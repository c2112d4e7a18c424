#include "exchange/origin.h"

#include <algorithm>
#include <cctype>

#include "document/front_matter.h"
#include "evidence/sha256.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view stamp_key = "  sha256: ";
constexpr std::size_t digits_kept = 16;

/// What stands between the fences, or empty.
std::string_view front_matter_of(std::string_view report) {
  if (!report.starts_with("---\n")) return {};
  const std::size_t end = report.find("\n---\n", 3);
  return end == std::string_view::npos ? std::string_view() : report.substr(4, end + 1 - 4);
}

/// Where a line begins so. What stands inside a line is somebody's text.
std::size_t find_line(std::string_view yaml, std::string_view beginning) {
  for (std::size_t at = 0; at < yaml.size();) {
    if (yaml.substr(at).starts_with(beginning)) return at;
    const std::size_t end = yaml.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::string yaml_text(std::string_view text) {
  const bool plain = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0 &&
                     text.back() != ' ' &&
                     text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._/-") ==
                         std::string_view::npos;
  const std::string lower = lower_ascii(text);
  constexpr std::string_view words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  if (plain && std::find(std::begin(words), std::end(words), lower) == std::end(words)) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view digits = "0123456789abcdef";
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < ' ' || byte == 0x7f) {
      out += c == '\n' ? "\\n" : std::string("\\x") + digits[byte >> 4] + digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

Origin read_origin(std::string_view report) {
  Origin out;
  const std::string_view yaml = front_matter_of(report);
  if (find_line(yaml, "imported:") == std::string_view::npos) return out;
  const FrontMatter matter = read_front_matter(yaml, 0);
  for (const FrontMatterEntry& entry : matter.entries) {
    if (entry.key == "imported.from") out.source = entry.value;
    if (entry.key == "imported.id") out.id = entry.value;
    if (entry.key == "imported.sha256") out.sha256 = entry.value;
  }
  const std::size_t line = find_line(yaml, stamp_key);
  out.edited = out.sha256.empty() || line == std::string_view::npos;
  if (out.edited) return out;
  const std::size_t begin = 4 + line;
  const std::size_t end = report.find('\n', begin) + 1;
  std::string without(report.substr(0, begin));
  without += report.substr(end);
  out.edited = sha256_of(without).substr(0, digits_kept) != out.sha256;
  return out;
}

std::string stamp_report(std::string report) {
  const std::string_view yaml = front_matter_of(report);
  const std::size_t imported = find_line(yaml, "imported:\n");
  if (imported == std::string_view::npos) return report;
  std::size_t at = imported + 10;
  while (at < yaml.size() && yaml.substr(at).starts_with("  ")) at = std::min(yaml.find('\n', at), yaml.size() - 1) + 1;
  const std::string line = std::string(stamp_key) + '"' + sha256_of(report).substr(0, digits_kept) + "\"\n";
  report.insert(4 + at, line);
  return report;
}

std::string with_origin_id(const std::string& report, std::string_view id) {
  std::string out = report;
  const auto replace = [&out](std::string_view key, const std::string& line) {
    const std::size_t at = find_line(front_matter_of(out), key);
    if (at == std::string_view::npos) return false;
    out.replace(4 + at, out.find('\n', 4 + at) + 1 - (4 + at), line);
    return true;
  };
  if (!replace("  id: ", "  id: " + yaml_text(id) + "\n")) return report;
  replace(stamp_key, {});
  return stamp_report(std::move(out));
}

}  // namespace afterword
