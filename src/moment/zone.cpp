#include "moment/zone.h"

#include <cstdio>

#include "moment/readers.h"

namespace afterword {

using namespace notation;

std::optional<ZoneName> read_zone(std::string_view name) {
  std::size_t begin = 0, end = name.size();
  const auto is_edge = [](char c) { return c == ' ' || c == '\t' || c == '(' || c == ')' || c == '"' || c == '`'; };
  while (begin < end && is_edge(name[begin])) ++begin;
  while (end > begin && (is_edge(name[end - 1]) || name[end - 1] == '.')) --end;
  const std::string_view text = name.substr(begin, end - begin);
  ZoneName zone;
  int minutes = 0;
  std::size_t behind = read_zone_name(text, 0, ZoneContext::confirmed, zone);
  if (behind == 0) {
    behind = read_bare_offset(text, 0, minutes);
    if (behind == 0) return {};
    zone.kind = ZoneKind::offset;
    zone.offset_minutes = minutes;
  }
  zone.written = name.substr(begin, behind);
  const std::size_t rest = skip_spaces(text, behind);
  if (rest < text.size() && text[rest] != '(') return {};  // "EST (UTC-5" without its last bracket, cut off above
  return zone;
}

}  // namespace afterword
