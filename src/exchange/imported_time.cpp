#include "exchange/imported_time.h"

#include "evidence/instant.h"

namespace afterword {
namespace {

bool digits_at(std::string_view text, std::size_t at, std::size_t count) {
  return at + count <= text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                  text.begin() + static_cast<std::ptrdiff_t>(at + count),
                                                  [](char c) { return c >= '0' && c <= '9'; });
}

/// "Z", "+00", "-0400", "+01:00" → "UTC", "UTC-04:00"; false for others. Behind a clock "-07:00" alone would be read as
/// the other end of a range.
bool read_offset(std::string_view text, std::string& zone) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty()) return true;
  if (text == "Z" || text == "z" || text == "UTC" || text == "GMT") {
    zone = "UTC";
    return true;
  }
  if ((text[0] != '+' && text[0] != '-') || !digits_at(text, 1, 2)) return false;
  std::string_view minutes = text.substr(3);
  if (minutes.starts_with(':')) minutes.remove_prefix(1);
  if (!minutes.empty() && (minutes.size() != 2 || !digits_at(minutes, 0, 2))) return false;
  zone = "UTC" + std::string(text.substr(0, 3)) + ":" + (minutes.empty() ? "00" : std::string(minutes));
  if (zone == "UTC+00:00" || zone == "UTC-00:00") zone = "UTC";
  return true;
}

bool is_none(std::string_view text) {
  return text.starts_with("0001-01-01") || text.starts_with("0000-00-00") || text == "0";
}

}  // namespace

std::string ImportedTime::shown() const {
  if (day.empty()) return text;
  std::string out = day;
  if (!clock.empty()) out += " " + clock;
  if (!zone.empty()) out += " " + zone;
  return out;
}

ImportedTime read_imported_time(std::string_view text) {
  ImportedTime out;
  if (text.empty() || is_none(text)) return out;
  std::string iso;
  const bool is_number = text.find_first_not_of("0123456789.-") == std::string_view::npos && !digits_at(text, 0, 4);
  const bool all_digits = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (is_number || all_digits) {
    if (const auto read = read_instant(text)) iso = write_instant(read->at);
    if (!iso.empty()) text = iso;
  }
  const bool day = digits_at(text, 0, 4) && text.size() >= 10 && text[4] == '-' && digits_at(text, 5, 2) &&
                   text[7] == '-' && digits_at(text, 8, 2);
  const bool clock = day && text.size() >= 16 && (text[10] == 'T' || text[10] == ' ') && digits_at(text, 11, 2) &&
                     text[13] == ':' && digits_at(text, 14, 2);
  if (!day || (!clock && text.size() > 10)) {
    out.text = text;
    return out;
  }
  out.day = text.substr(0, 10);
  if (const auto read = read_instant(text)) out.at = read->at;
  if (!clock) return out;
  out.clock = text.substr(11, 5);
  std::string_view rest = text.substr(16);
  if (rest.starts_with(':') && digits_at(rest, 1, 2)) {
    if (rest.substr(1, 2) != "00") out.clock += rest.substr(0, 3);
    rest.remove_prefix(3);
  }
  if (rest.starts_with('.') || rest.starts_with(',')) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    out.fraction = rest.substr(1, end - 1).find_first_not_of('0') != std::string_view::npos;
    rest.remove_prefix(end);
  }
  if (!read_offset(rest, out.zone)) {
    out = {};
    out.text = text;
  }
  return out;
}

}  // namespace afterword
