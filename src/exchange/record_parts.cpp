#include "exchange/record_parts.h"

#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr int facts_deep_max = 5;

void append_facts(std::string& out, Json object, Payload& payload, int depth) {
  if (depth > facts_deep_max) return;
  const bool list = object.is_array();
  for (const Json value : object) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    const std::string key = list ? std::string() : markdown_line(value.key(), false);
    if (value.is_object() || value.is_array()) {
      std::string below;
      append_facts(below, value, payload, list ? depth : depth + 1);
      if (!below.empty()) out += (list ? "" : indent + "- " + key + ":\n") + below;
      continue;
    }
    const std::string text = payload.take(value);
    if (text.empty()) continue;
    out += indent + "- " + (key.empty() ? "" : key + ": ") + markdown_line(text, false) + "\n";
  }
}

void append_facts_inline(std::string& out, const std::string& prefix, Json object, Payload& payload, int depth) {
  if (depth > facts_deep_max) return;
  for (const Json value : object) {
    const std::string key = object.is_array() ? prefix : prefix + (prefix.empty() ? "" : " ") + value.key();
    if (value.is_object() || value.is_array()) {
      append_facts_inline(out, key, value, payload, depth + 1);
      continue;
    }
    const std::string text = payload.take(value);
    if (!text.empty()) append_words(out, "; ", markdown_line((key.empty() ? "" : key + ": ") + text, false));
  }
}

}  // namespace

ImportedIncident& incident_numbered(std::string_view source, const std::string& id, const RecordReading& reading) {
  if (id.empty()) return reading.incidents.find_of_input(source);
  ImportedIncident& out = reading.incidents.find(source, {id});
  if (out.id.empty()) out.id = id;
  return out;
}

std::string take_day(Json value, Payload& payload) {
  const ImportedTime time = payload.take_time(value);
  if (time.day.empty()) return time.text;
  if (!time.clock.empty() && time.clock != "00:00") payload.leave_out(value, "time of day");
  return time.day;
}

std::string take_facts(Json value, Payload& payload) {
  if (!value.is_object() && !value.is_array()) return payload.take_prose(value);
  std::string out;
  append_facts(out, value, payload, 0);
  return out;
}

std::string take_facts_inline(Json value, Payload& payload) {
  if (!value.is_object() && !value.is_array()) return without_line_ends(payload.take_prose(value));
  std::string out;
  append_facts_inline(out, {}, value, payload, 0);
  return out;
}

std::string shown_duration(const std::string& iso) {
  constexpr std::pair<char, std::string_view> units[] = {{'D', "d"}, {'H', "h"}, {'M', "min"}, {'S', "s"}};
  if (!iso.starts_with('P')) return iso;
  std::string out;
  bool in_day = false;
  std::size_t unit = 0;
  for (std::size_t at = 1; at < iso.size();) {
    if (iso[at] == 'T') {
      in_day = true;
      ++at;
      continue;
    }
    const std::size_t end = iso.find_first_not_of("0123456789.", at);
    if (end == std::string::npos || end == at) return iso;
    while (unit < std::size(units) && units[unit].first != iso[end]) ++unit;
    if (unit == std::size(units) || (unit > 0) != in_day) return iso;
    append_words(out, " ", iso.substr(at, end - at) + " " + std::string(units[unit].second));
    at = end + 1;
  }
  return out.empty() ? iso : out;
}

std::string take_each(Json list, std::initializer_list<std::string_view> keys, Payload& payload) {
  std::string out;
  for (const Json element : list)
    append_words(out, ", ", element.is_object() ? payload.take_first(element, keys) : payload.take(element));
  return out;
}

std::string without_line_ends(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

void append_words(std::string& text, std::string_view between, std::string_view words) {
  if (words.empty()) return;
  if (!text.empty()) text += between;
  text += words;
}

ImportedTime in_utc(ImportedTime time) {
  if (!time.clock.empty() && time.zone.empty()) time.zone = "UTC";
  return time;
}

}  // namespace afterword
