// Statuspage: what a status page shows the public at /api/v2/incidents.json, and what its owner's API adds.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr std::string_view source = "statuspage";

bool is_incident(Json it, std::string_view) {
  return it["incident_updates"].is_array() && it["name"].is_string();
}

bool is_postmortem(Json it, std::string_view) {
  return it["body_draft"].kind() != JsonKind::absent && it["preview_key"].kind() != JsonKind::absent;
}

/// What a state of the page tells of the incident, in words that our reader knows.
std::string label_of_state(const std::string& state) {
  if (state == "investigating") return "Investigating";
  if (state == "identified") return "Cause identified";
  if (state == "monitoring") return "Fix applied, monitoring";
  if (state == "resolved") return "Resolved";
  if (state == "postmortem") return "Postmortem published";
  if (state == "scheduled") return "Maintenance scheduled";
  if (state == "in_progress") return "Maintenance begun";
  if (state == "verifying") return "Verifying";
  if (state == "completed") return "Maintenance completed";
  return state;
}

void read_update(Json it, std::string_view written, ImportedIncident& out, Payload& payload) {
  const std::string state = payload.take(it["status"]);
  std::string text = payload.take_prose(it["body"]);
  // A published postmortem is an update too, with its whole text.
  if (state == "postmortem") {
    if (written.empty())
      out.add_document(text);
    else if (!text.empty() && text != written)
      out.add_part(ImportedPlace::other, "Postmortem as published", text);
    text.clear();
  }
  const ImportedTime shown = payload.take_time(it["display_at"]);
  const ImportedTime created = payload.take_time(it["created_at"]);
  while (text.ends_with('\n')) text.pop_back();
  for (const Json component : it["affected_components"]) {
    const std::string name = payload.take(component["name"]);
    std::string before = payload.take(component["old_status"]), after = payload.take(component["new_status"]);
    for (std::string* words : {&before, &after}) std::replace(words->begin(), words->end(), '_', ' ');
    if (name.empty() && before.empty() && after.empty()) continue;
    text += (text.empty() ? "" : "\n\n") + markdown_line(name);
    if (after.empty() && !before.empty()) text += ": " + markdown_line(before);
    if (!after.empty()) text += ": " + markdown_line(before.empty() ? after : before + " → " + after);
  }
  if (!shown.empty() && !created.empty() && shown.shown() != created.shown())
    text += (text.empty() ? "" : "\n\n") + ("(written " + created.shown()) + ")";
  out.add_entry(shown.empty() ? created : shown, label_of_state(state), std::move(text));
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  out.set(&ImportedIncident::title, payload.take(it["name"]));
  out.add_origin("link", payload.take(it["shortlink"]));
  out.add_origin("page", payload.take(it["page_id"]));
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  out.set(&ImportedIncident::severity, payload.take(it["impact_override"]));
  if (out.severity.empty())
    out.set(&ImportedIncident::severity, payload.take(it["impact"]));
  else
    payload.take_same(it["impact"], out.severity);
  const ImportedTime started = payload.take_time(it["started_at"]);
  const ImportedTime created = payload.take_time(it["created_at"]);
  out.set(&ImportedIncident::start, started.empty() ? created : started);
  if (!created.empty() && created.shown() != out.start.shown()) out.set(&ImportedIncident::created, created);
  out.set(&ImportedIncident::mitigated, payload.take_time(it["monitoring_at"]));
  out.set(&ImportedIncident::end, payload.take_time(it["resolved_at"]));
  for (const auto& [member, label] : {std::pair<std::string_view, std::string_view>{"scheduled_for", "Scheduled for"},
                                      {"scheduled_until", "Scheduled until"}})
    out.add_detail(std::string(label), payload.take_time(it[member]).shown());
  std::string services;
  for (const Json component : it["components"]) {
    const std::string name = payload.take_name(component);
    if (!name.empty()) services += (services.empty() ? "" : ", ") + name;
  }
  out.set(&ImportedIncident::service, services);
  const std::string written = payload.take_prose(it["postmortem_body"]);
  out.add_document(written);
  if (const ImportedTime published = payload.take_time(it["postmortem_published_at"]); !published.empty())
    out.add_detail("Postmortem published", published.shown());
  if (std::string facts = take_facts(it["metadata"], payload); !facts.empty())
    out.add_part(ImportedPlace::other, "Metadata", std::move(facts));
  for (const Json update : it["incident_updates"]) read_update(update, written, out, payload);
}

/// A postmortem by itself: published or a draft. Whose it is is said by its address only.
void read_postmortem_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  const std::string body = payload.take_prose(it["body"]);
  out.add_document(body.empty() ? payload.take_prose(it["body_draft"]) : body);
  payload.take_same(it["body_draft"], it["body"].text());
  if (const ImportedTime published = payload.take_time(it["published_at"]); !published.empty())
    out.add_detail("Postmortem published", published.shown());
}

}  // namespace

std::span<const RecordKind> statuspage_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "postmortem", is_postmortem, read_postmortem_record},
  };
  return kinds;
}

}  // namespace afterword
