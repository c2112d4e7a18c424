#include "exchange/postmortem_json.h"

#include <nlohmann/json.hpp>

namespace afterword {
namespace {

using Out = nlohmann::ordered_json;

Out text_or_null(std::string_view text) {
  return text.empty() ? Out(nullptr) : Out(text);
}

Out stated(const std::optional<Stated>& at) {
  if (!at || at->value.empty()) return nullptr;
  return {{"value", at->value}, {"instant", text_or_null(at->instant)}};
}

Out number(const std::optional<StatedNumber>& n) {
  return n ? Out(n->value) : Out(nullptr);
}

Out passage(const Passage& p) {
  return text_or_null(p.text);
}

Out timeline_of(const Postmortem& pm) {
  Out out = Out::array();
  for (const TimelineEntry& entry : pm.timeline) {
    Out kinds = Out::array();
    for (std::uint16_t bit = 1; bit <= 1024; bit = static_cast<std::uint16_t>(bit << 1))
      if (has(entry.kinds, static_cast<EntryKind>(bit))) kinds.push_back(name_of(static_cast<EntryKind>(bit)));
    out.push_back({{"time", text_or_null(entry.time)},
                   {"value", text_or_null(entry.value)},
                   {"instant", text_or_null(entry.instant)},
                   {"text", entry.text},
                   {"kinds", std::move(kinds)}});
  }
  return out;
}

Out measures_of(const Postmortem& pm) {
  Out out = Out::array();
  for (const Measure& m : pm.measures) {
    Out due = text_or_null(m.due_text);
    if (m.due) due = to_string(Civil{m.due, {}});
    out.push_back({{"text", m.text},
                   {"task", m.task},
                   {"owner", text_or_null(m.owner)},
                   {"due", std::move(due)},
                   {"priority", text_or_null(m.priority)},
                   {"done", m.done ? Out(*m.done) : Out(nullptr)},
                   {"tracker", text_or_null(m.tracker)}});
  }
  return out;
}

/// The whole text, cut where a section begins.
Out sections_of(const Postmortem& pm) {
  const std::string_view text = pm.document->text().content();
  Out out = Out::array();
  std::size_t at = 0;
  const Section* open = nullptr;
  const auto add = [&](std::size_t end) {
    if (end <= at && open == nullptr) return;
    out.push_back({{"heading", open == nullptr ? Out(nullptr) : Out(open->heading)},
                   {"role", open == nullptr ? std::string_view("other") : name_of(open->role)},
                   {"markdown", text.substr(at, end - at)}});
  };
  for (const Section& section : pm.sections) {
    // From the beginning of the line, with its marks. A heading inside a line before it belongs to that one's section.
    std::size_t begin = section.span.begin == 0 ? 0 : text.rfind('\n', section.span.begin - 1) + 1;
    begin = std::max(begin, at);
    if (begin > at || open != nullptr) add(begin);
    at = begin;
    open = &section;
  }
  add(text.size());
  return out;
}

/// Walks two trees of the same shape; recursion ends at the depth that JSON is read to.
void take_equal(Json given, Json made, Payload& payload) {
  if (given.is_object() && made.is_object()) {
    for (const Json member : given) take_equal(member, made[member.key()], payload);
  } else if (given.is_array() && made.is_array()) {
    auto other = made.begin();
    for (const Json element : given) {
      if (other == made.end()) break;
      take_equal(element, *other, payload);
      ++other;
    }
  } else if (given.kind() == made.kind() && given.text() == made.text()) {
    payload.take(given);
  }
}

}  // namespace

std::string write_postmortem_json(const Postmortem& pm) {
  Out matter = Out::array();
  for (const FrontMatterEntry& entry : pm.front_matter.entries)
    matter.push_back({{"key", entry.key}, {"value", entry.value}});
  Out escalated = Out::array();
  for (const std::string& who : pm.escalated_to) escalated.push_back(who);
  const Out out = {
      {"schema", postmortem_schema},
      {"title", text_or_null(pm.title.value_or(""))},
      {"language", pm.language},
      {"is_postmortem", pm.is_postmortem},
      {"start", stated(pm.start)},
      {"end", stated(pm.end)},
      {"detected_at", stated(pm.detected_at)},
      {"detected_how", pm.detected_how ? Out(name_of(*pm.detected_how)) : Out(nullptr)},
      {"timezone", text_or_null(pm.timezone ? pm.timezone->name.written : "")},
      {"duration_min", number(pm.duration_min)},
      {"severity", text_or_null(pm.severity)},
      {"status", text_or_null(pm.status)},
      {"service", text_or_null(pm.service_text.empty() ? pm.service.text : pm.service_text)},
      {"experience", passage(pm.experience)},
      {"percent", number(pm.percent)},
      {"users", number(pm.users)},
      {"root_cause", passage(pm.root_cause_summary)},
      {"cause_class", pm.cause_class ? Out(name_of(*pm.cause_class)) : Out(nullptr)},
      {"escalated_to", std::move(escalated)},
      {"timeline", timeline_of(pm)},
      {"measures", measures_of(pm)},
      {"front_matter", std::move(matter)},
      {"sections", sections_of(pm)},
  };
  return out.dump(2, ' ', false, Out::error_handler_t::replace) + "\n";
}

std::string markdown_of_export(Json exported) {
  std::string out;
  for (const Json section : exported["sections"]) {
    const Json text = section["markdown"];
    if (text.is_string() && text.end_byte() - text.begin_byte() <= value_bytes_max) out += text.text();
  }
  return out;
}

void take_what_it_says(Json exported, const std::string& markdown, Payload& payload) {
  const Postmortem again = read_postmortem(std::make_shared<const Document>(Document::read(markdown)));
  const std::string json = write_postmortem_json(again);
  const JsonDocument made(json);
  take_equal(exported, made.root(), payload);
}

}  // namespace afterword
