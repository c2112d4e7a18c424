// Opsgenie: postmortems (text in Atlassian's document format), timelines of incidents, incidents.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr std::string_view source = "opsgenie";

bool is_postmortem(Json it, std::string_view) {
  return it["postmortemId"].is_string() ||
         (it["executiveSummary"].is_object() && it["content"].is_object() && it["title"].is_string());
}

void read_root_incident(Json it, ImportedIncident& out, Payload& payload) {
  out.add_origin("incident", payload.take(it["id"]));
  out.add_origin("incident number", payload.take(it["tinyId"]));
  payload.take_same(it["priority"], out.severity);
  payload.take_same(it["message"], out.title);
  if (!payload.is_taken(it["message"])) out.add_detail("Incident", payload.take(it["message"]));
  if (!payload.is_taken(it["priority"])) out.add_detail("Priority of the incident", payload.take(it["priority"]));
  out.add_detail("State of the incident", payload.take(it["status"]));
  out.set(&ImportedIncident::created, payload.take_time(it["creationTime"]));
  for (const Json tag : it["tags"])
    if (std::string text = payload.take(tag); !text.empty()) out.tags.push_back(std::move(text));
}

/// Work that stands in Jira: tasks whose state is known there.
void read_jira_issue(Json it, ImportedIncident& out, Payload& payload) {
  ImportedMeasure measure;
  if (!it.is_object()) {
    measure.tracker = payload.take(it);
    measure.text = measure.tracker;
    if (!measure.tracker.empty()) out.measures.push_back(std::move(measure));
    return;
  }
  measure.tracker = payload.take_first(it, {"key", "issueKey", "id"});
  measure.tracker_link = payload.take_first(it, {"url", "link", "self"});
  measure.text = payload.take_first(it, {"summary", "title", "name"});
  if (measure.text.empty()) measure.text = measure.tracker;
  measure.owner = payload.take_name(it["assignee"]);
  measure.due = payload.take_first(it, {"dueDate", "duedate"});
  const std::string state = payload.take_name(it["status"]);
  measure.done = state == "Done" || state == "done" || state == "Closed" || state == "closed" || state == "Resolved";
  if (!*measure.done) measure.state = state;
  if (*measure.done && state != "Done" && state != "done") measure.state = state;
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_postmortem_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["postmortemId"]);
  const Json timeline = it["timeline"];
  ImportedIncident& out = reading.incidents.find(source, {id, it["rootIncident"]["id"].text(), timeline["id"].text(),
                                                          timeline.is_string() ? timeline.text() : ""});
  // The postmortem's number comes first, whatever of the incident was read before it.
  if (!out.id.empty() && out.id != id) out.add_origin("incident", std::exchange(out.id, {}));
  out.set(&ImportedIncident::id, id);
  out.set(&ImportedIncident::title, payload.take(it["title"]));
  out.set(&ImportedIncident::severity, payload.take(it["severity"]));
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  out.set(&ImportedIncident::start, payload.take_time(it["startTime"]));
  const ImportedTime end = payload.take_time(it["endTime"]), resolved = payload.take_time(it["resolveTime"]);
  out.set(&ImportedIncident::end, end.empty() ? resolved : end);
  if (!end.empty() && !resolved.empty() && end.shown() != resolved.shown())
    out.add_detail("Resolved", resolved.shown());
  out.set(&ImportedIncident::acknowledged, payload.take_time(it["respondTime"]));
  if (const ImportedTime written = payload.take_time(it["createdAtTime"]); !written.empty())
    out.add_detail("Postmortem begun", written.shown());
  out.add_origin("timeline", payload.take(timeline["id"]));
  if (timeline.is_string()) out.add_origin("timeline", payload.take(timeline));
  read_root_incident(it["rootIncident"], out, payload);
  out.add_detail("Owner of the postmortem", payload.take_first(it["owner"], {"name", "fullName", "username"}));
  const std::string services = payload.take_names(it["affectedServices"]);
  out.set(&ImportedIncident::service, services);
  out.add_detail("Teams", payload.take_names(it["responderTeams"]));
  out.add_detail("Responders", payload.take_names(it["responders"]));
  for (const Json other : it["relatedIncidents"]) {
    const std::string number = payload.take_first(other, {"tinyId", "id"});
    const std::string words = payload.take_first(other, {"message", "title"});
    out.add_detail("Related incident", words.empty() ? number : words + (number.empty() ? "" : " (" + number + ")"));
  }
  for (const Json issue : it["jiraIssues"]) read_jira_issue(issue, out, payload);
  if (std::string summary = payload.take_adf(it["executiveSummary"]); !summary.empty())
    out.add_part(ImportedPlace::summary, {}, std::move(summary));
  out.add_document(payload.take_adf(it["content"]));
}

bool is_timeline(Json it, std::string_view) {
  const Json first = it["entries"].first();
  return first["eventTime"].kind() != JsonKind::absent && first.is_object();
}

struct EventWords {
  std::string_view type, words;
};
constexpr EventWords event_words[] = {
    {"IncidentOpened", "Incident opened"},
    {"IncidentCreated", "Incident opened"},
    {"IncidentResolved", "Resolved"},
    {"IncidentClosed", "Resolved"},
    {"IncidentReopened", "Reopened"},
    {"IncidentPriorityChanged", "Priority changed"},
    {"RespondersAdded", "Escalated"},
    {"ResponderAdded", "Escalated"},
    {"AlertAssociated", "Alert"},
    {"AssociatedAlertAdded", "Alert"},
    {"StakeholderUpdate", "Communication"},
    {"StakeholderNotification", "Communication"},
    {"IncidentImpactStart", "Impact began"},
    {"IncidentImpactEnd", "Impact ended"},
    {"IncidentDetected", "Detected"},
};

void read_entry(Json it, ImportedIncident& out, Payload& payload) {
  const Json description = it["description"];
  std::string text = payload.take_first(it["title"], {"content"});
  if (text.empty()) text = payload.take(it["title"]);
  std::string more = payload.take_prose(description.is_string() ? description : description["content"]);
  while (more.ends_with('\n')) more.pop_back();
  payload.take_same(description["type"], "plain_text");
  text += (text.empty() || more.empty() ? "" : ": ") + more;
  const std::string actor = payload.take_first(it["actor"], {"name", "fullName", "username"});
  const std::string type = payload.take(it["type"]);
  std::string label;
  for (const EventWords& row : event_words)
    if (row.type == type) label = row.words;
  if (label.empty() && type != "CustomUserEntry") label = type;
  if (!actor.empty()) text += text.empty() ? "by " + actor : " (" + actor + ")";
  out.add_entry(payload.take_time(it["eventTime"]), std::move(label), std::move(text));
}

void read_timeline_record(Json it, const RecordReading& reading) {
  // The documented answer holds nothing but the entries: whose they are is said by its address only.
  const std::string incident = reading.payload.take(it["incidentId"]), id = reading.payload.take(it["id"]);
  const bool numbered = !incident.empty() || !id.empty();
  ImportedIncident& out =
      numbered ? reading.incidents.find(source, {incident, id}) : reading.incidents.find_of_input(source);
  if (out.id.empty()) out.id = incident.empty() ? id : incident;
  if (out.id != incident) out.add_origin("incident", incident);
  out.add_origin("timeline", id);
  for (const Json entry : it["entries"]) read_entry(entry, out, reading.payload);
}

bool is_incident(Json it, std::string_view) {
  return it["tinyId"].kind() != JsonKind::absent && it["message"].is_string() &&
         (it["impactedServices"].is_array() || it["impactStartDate"].is_string() ||
          (it["ownerTeam"].is_string() && it["alias"].kind() == JsonKind::absent));
}
bool is_note(Json it, std::string_view) {
  return it["note"].is_string() && it["owner"].is_string() && it["createdAt"].is_string();
}
bool is_log(Json it, std::string_view) {
  return it["log"].is_string() && it["owner"].is_string() && it["createdAt"].is_string();
}

/// Notes and the log of an incident: whose they are is said by their address only.
void read_note_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  std::string text = without_line_ends(payload.take_prose(it["note"]));
  append_words(text, " – ", markdown_line(payload.take(it["owner"]), false));
  out.add_entry(payload.take_time(it["createdAt"]), "Note", std::move(text));
}
void read_log_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  std::string text = markdown_line(payload.take(it["log"]));
  append_words(text, " – ", markdown_line(payload.take(it["owner"]), false));
  out.add_entry(payload.take_time(it["createdAt"]), {}, std::move(text));
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  if (out.id.empty()) out.id = id;
  if (out.id != id) out.add_origin("incident", id);
  out.set(&ImportedIncident::title, payload.take(it["message"]));
  out.add_origin("incident number", payload.take(it["tinyId"]));
  out.set(&ImportedIncident::severity, payload.take(it["priority"]));
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  out.set(&ImportedIncident::created, payload.take_time(it["createdAt"]));
  out.set(&ImportedIncident::start, payload.take_time(it["impactStartDate"]));
  out.set(&ImportedIncident::end, payload.take_time(it["impactEndDate"]));
  out.add_detail("Team", payload.take(it["ownerTeam"]));
  out.add_detail("Services (by number)", payload.take_names(it["impactedServices"]));
  out.add_detail("Service (by number)", payload.take(it["serviceId"]));
  for (const Json responder : it["responders"]) {
    std::string who = payload.take_first(responder, {"name", "username", "id"});
    if (const std::string kind = payload.take(responder["type"]); !kind.empty())
      who += (who.empty() ? "" : " ") + ("(" + kind) + ")";
    out.add_detail("Responder", who);
  }
  out.add_detail("Actions", payload.take_names(it["actions"]));
  out.add_origin("link", payload.take(it["links"]["web"]));
  out.add_origin("api", payload.take(it["links"]["api"]));
  for (const Json tag : it["tags"])
    if (std::string text = payload.take(tag); !text.empty()) out.tags.push_back(std::move(text));
  if (std::string text = payload.take_prose(it["description"]); !text.empty())
    out.add_part(ImportedPlace::summary, {}, std::move(text));
  for (const Json detail : it["extraProperties"]) out.add_detail(detail.key(), payload.take(detail));
}

}  // namespace

std::span<const RecordKind> opsgenie_records() {
  static constexpr RecordKind kinds[] = {
      {source, "postmortem", is_postmortem, read_postmortem_record},
      {source, "timeline", is_timeline, read_timeline_record},
      {source, "incident", is_incident, read_incident_record},
      {source, "note", is_note, read_note_record},
      {source, "log", is_log, read_log_record},
  };
  return kinds;
}

}  // namespace afterword
