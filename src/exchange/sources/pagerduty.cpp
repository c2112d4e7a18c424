// PagerDuty: incidents and log entries of its API, and webhooks of version 3.
#include "exchange/rich_text.h"
#include "exchange/sources.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view source = "pagerduty";

struct VerbRow {
  std::string_view verb, words;
};
constexpr VerbRow verbs[] = {
    {"trigger", "Alert triggered"},
    {"acknowledge", "Acknowledged"},
    {"unacknowledge", "No longer acknowledged"},
    {"annotate", "Note"},
    {"assign", "Assigned"},
    {"reassign", "Assigned anew"},
    {"delegate", "Escalated, delegated"},
    {"escalate", "Escalated"},
    {"exhaust_escalation_path", "Escalation path exhausted"},
    {"repeat_escalation_path", "Escalation repeated"},
    {"reach_ack_limit", "Limit of acknowledgements reached"},
    {"reach_trigger_limit", "Limit of triggers reached"},
    {"notify", "Paged"},
    {"resolve", "Resolved"},
    {"reopen", "Reopened"},
    {"snooze", "Snoozed"},
    {"urgency_change", "Urgency changed"},
    {"priority_updated", "Priority changed"},
    {"status_update_published", "Communication, status update"},
    {"responder.added", "Escalated, responder added"},
    {"responder.replied", "Responder replied"},
    {"conference_bridge.updated", "Conference bridge changed"},
};

/// "trigger_log_entry" and "incident.triggered" → "Alert triggered"; what is not known as it is.
std::string label_of_type(std::string_view type) {
  if (type.starts_with("incident.")) type.remove_prefix(9);
  if (type.ends_with("_log_entry")) type.remove_suffix(10);
  std::string_view stem = type;
  for (const VerbRow& row : verbs) {
    const bool past =
        stem.starts_with(row.verb) && (stem.substr(row.verb.size()) == "d" || stem.substr(row.verb.size()) == "ed");
    if (stem == row.verb || past) return std::string(row.words);
  }
  std::string out(type);
  for (char& c : out)
    if (c == '_' || c == '.') c = ' ';
  return out;
}

bool is_webhook(Json it, std::string_view) {
  return it["event"]["event_type"].is_string() && it["event"]["occurred_at"].is_string();
}
bool is_entry(Json it, std::string_view) {
  return it["type"].is_string() && it["type"].text().ends_with("_log_entry");
}
bool is_incident(Json it, std::string_view) {
  return it["incident_number"].is_number() ||
         (it["incident_key"].kind() != JsonKind::absent && it["service"].is_object());
}

std::string name_of_reference(Json it, Payload& payload) {
  return payload.take_first(it, {"summary", "name", "id"});
}

void read_incident_fields(Json it, ImportedIncident& out, Payload& payload) {
  out.set(&ImportedIncident::title, payload.take_first(it, {"title", "summary"}));
  payload.take_same(it["summary"], out.title);
  out.set(&ImportedIncident::service, name_of_reference(it["service"], payload));
  out.set(&ImportedIncident::severity, name_of_reference(it["priority"], payload));
  out.add_origin("link", payload.take(it["html_url"]));
  out.add_origin("number", payload.take_first(it, {"incident_number", "number"}));
  out.add_detail("Urgency", payload.take(it["urgency"]));
  out.add_detail("Escalation policy", name_of_reference(it["escalation_policy"], payload));
  out.add_detail("Key", payload.take(it["incident_key"]));
  for (const Json team : it["teams"]) out.add_detail("Team", name_of_reference(team, payload));
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  read_incident_fields(it, out, payload);
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  out.set(&ImportedIncident::start, payload.take_time(it["created_at"]));
  out.set(&ImportedIncident::end, payload.take_time(it["resolved_at"]));
  if (out.end.empty() && it["status"].text() == "resolved")
    out.set(&ImportedIncident::end, payload.take_time(it["last_status_change_at"]));
  for (const Json assigned : it["assignments"])
    out.add_detail("Assigned to", name_of_reference(assigned["assignee"], payload));
  for (const Json assigned : it["assignees"]) out.add_detail("Assigned to", name_of_reference(assigned, payload));
  for (const Json acknowledged : it["acknowledgements"])
    out.add_entry(payload.take_time(acknowledged["at"]), "Acknowledged",
                  markdown_line(name_of_reference(acknowledged["acknowledger"], payload)));
  if (std::string text = payload.take_prose(it["description"]); !text.empty() && text != out.title + "\n")
    out.add_part(ImportedPlace::summary, {}, std::move(text));
  if (std::string text = payload.take_prose(it["body"]["details"]); !text.empty())
    out.add_part(ImportedPlace::summary, "What the alert said", std::move(text));
}

/// What an entry says, and who did it.
std::string text_of(Json about, Json agent, Payload& payload) {
  std::string text = payload.take_prose(about["channel"]["notes"]);
  if (text.empty()) text = payload.take_prose(about["content"]);
  std::string more = payload.take_prose(about["channel"]["summary"]);
  if (more.empty()) more = payload.take_prose(about["summary"]);
  while (more.ends_with('\n')) more.pop_back();
  while (text.ends_with('\n')) text.pop_back();
  if (text.empty())
    text = more;
  else if (!more.empty() && more != text)
    text += " (" + more + ")";
  const std::string who = name_of_reference(agent, payload);
  if (!who.empty() && text.find(who) == std::string::npos) text += (text.empty() ? "" : " – ") + markdown_line(who);
  return text;
}

void read_entry_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const Json incident = it["incident"];
  const std::string id = payload.take(incident["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id.empty() ? std::string(reading.file) : id});
  if (out.id.empty()) out.id = id.empty() ? std::string(reading.file) : id;
  if (incident.is_object()) read_incident_fields(incident, out, payload);
  const std::string type = payload.take(it["type"]);
  const ImportedTime time = payload.take_time(it["created_at"]);
  const std::string label = label_of_type(type);
  if (type == "trigger_log_entry" && out.detected.empty()) out.detected = time;
  if (type == "resolve_log_entry" && out.end.at <= time.at) out.end = time;
  out.set(&ImportedIncident::service, name_of_reference(it["service"], payload));
  std::string text = text_of(it, it["agent"], payload), to;
  for (const Json team : it["teams"]) out.add_detail("Team", name_of_reference(team, payload));
  for (const std::string_view list : {"assignees", "users", "responders"})
    for (const Json one : it[list]) to += (to.empty() ? "" : ", ") + name_of_reference(one, payload);
  if (std::string user = name_of_reference(it["user"], payload); !user.empty()) to += (to.empty() ? "" : ", ") + user;
  if (!to.empty() && text.find(to) == std::string::npos) text += " (to " + markdown_line(to) + ")";
  out.add_entry(time, label, std::move(text));
}

void read_webhook_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const Json event = it["event"], data = event["data"];
  const bool refers = data["incident"].is_object();
  const Json incident = refers ? data["incident"] : data;
  const std::string id = payload.take(incident["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id.empty() ? std::string(reading.file) : id});
  if (out.id.empty()) out.id = id.empty() ? std::string(reading.file) : id;
  const std::string type = payload.take(event["event_type"]);
  const std::string label = label_of_type(type);
  if (refers) {
    out.set(&ImportedIncident::title, payload.take(incident["summary"]));
    const std::string text = text_of(data, event["agent"], payload);
    out.add_entry(payload.take_time(event["occurred_at"]), label, text);
    return;
  }
  read_incident_fields(data, out, payload);
  if (type == "incident.triggered") out.set(&ImportedIncident::start, payload.take_time(data["created_at"]));
  if (read_imported_time(data["created_at"].text()).shown() == out.start.shown()) payload.take_time(data["created_at"]);
  const ImportedTime time = payload.take_time(event["occurred_at"]);
  if (type == "incident.resolved") out.set(&ImportedIncident::end, time);
  const std::string who = name_of_reference(event["agent"], payload);
  std::string text = markdown_line(who, false), to;
  for (const Json one : data["assignees"]) to += (to.empty() ? "" : ", ") + name_of_reference(one, payload);
  if (!to.empty() && to != who)
    text += (text.empty() ? "to " : " (to ") + markdown_line(to) + (text.empty() ? "" : ")");
  // The last event says how things stand; what it was before stands with its event.
  if (const std::string state = payload.take(data["status"]); !state.empty()) {
    if (lower_ascii(label).find(lower_ascii(state)) == std::string::npos)
      text += (text.empty() ? "" : "; ") + ("state: " + markdown_line(state, false));
    out.status = state;
  }
  if (std::string reason = payload.take_name(data["resolve_reason"]); !reason.empty())
    text += (text.empty() ? "" : "; ") + markdown_line(reason);
  out.add_entry(time, label, std::move(text));
}

}  // namespace

std::span<const RecordKind> pagerduty_records() {
  static constexpr RecordKind kinds[] = {
      {source, "webhook", is_webhook, read_webhook_record},
      {source, "log entry", is_entry, read_entry_record},
      {source, "incident", is_incident, read_incident_record},
  };
  return kinds;
}

}  // namespace afterword
