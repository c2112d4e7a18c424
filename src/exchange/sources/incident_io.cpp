// incident.io: incidents, their updates, follow-ups, actions and postmortem documents.
#include <charconv>

#include "exchange/record_parts.h"
#include "exchange/rich_text.h"
#include "moment/duration.h"

namespace afterword {
namespace {

constexpr std::string_view source = "incident.io";

bool is_incident(Json it, std::string_view) {
  return it["incident_status"].is_object() && it["reference"].is_string();
}
bool is_update(Json it, std::string_view) {
  return it["incident_id"].is_string() && (it["new_incident_status"].is_object() || it["new_severity"].is_object());
}
bool is_document(Json it, std::string_view key) {
  return it["incident_id"].is_string() && it["title"].is_string() &&
         (it["document_url"].is_string() || it["exported_urls"].is_array() || it["editors"].is_array() ||
          key == "postmortem_documents" || key == "postmortem_document");
}
bool is_follow_up(Json it, std::string_view key) {
  const bool owes = it["assignee"].kind() != JsonKind::absent || it["creator"].is_object();
  return it["incident_id"].is_string() && it["status"].is_string() && owes &&
         (it["title"].is_string() || key == "actions" || key == "action" || key == "follow_ups" || key == "follow_up");
}
std::string actor(Json it, Payload& payload) {
  for (const std::string_view kind : {"user", "api_key", "workflow", "alert"})
    if (std::string name = payload.take_first(it[kind], {"name", "title", "email"}); !name.empty()) return name;
  return payload.take_first(it, {"name", "email"});
}

/// The source's own moments: "Reported at", "Impact started", "Fixed at".
void place_moment(const std::string& name, const ImportedTime& time, ImportedIncident& out) {
  if (time.empty()) return;
  const auto holds = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  bool moment = true;
  if (holds("mpact started") || holds("tarted at"))
    out.set(&ImportedIncident::start, time);
  else if (holds("etected") || holds("dentified at"))
    out.set(&ImportedIncident::detected, time);
  else if (holds("itigated") || holds("ixed"))
    out.set(&ImportedIncident::mitigated, time);
  else if (holds("esolved"))
    out.set(&ImportedIncident::end, time);
  else
    moment = false;
  const std::string what = name.ends_with(" at") ? name.substr(0, name.size() - 3) : name;
  if (moment)
    out.add_moment(time, what);
  else
    out.add_entry(time, what, {});
}

/// "1 h 10 min" where that loses nothing.
std::string length_of(const std::string& seconds) {
  std::int64_t count = 0;
  const auto [end, wrong] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), count);
  const bool whole = wrong == std::errc() && end == seconds.data() + seconds.size() && count >= 60 &&
                     count % (count < 86400 ? 60 : 3600) == 0;
  return whole ? duration_text(count) : seconds + " seconds";
}

std::string value_of_field(Json value, Payload& payload) {
  std::string out = payload.take_first(value, {"value_text", "value_link", "value_numeric", "value_timestamp"});
  if (out.empty()) out = payload.take_first(value["value_option"], {"value"});
  if (out.empty()) out = payload.take_first(value["value_catalog_entry"], {"name"});
  return out;
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  out.add_origin("reference", payload.take(it["reference"]));
  out.set(&ImportedIncident::title, payload.take(it["name"]));
  out.add_origin("link", payload.take(it["permalink"]));
  out.set(&ImportedIncident::severity, payload.take(it["severity"]["name"]));
  out.set(&ImportedIncident::status, payload.take(it["incident_status"]["name"]));
  if (it["visibility"].text() == "private") {
    payload.take(it["visibility"]);
    out.is_private = true;
  }
  if (std::string summary = payload.take_prose(it["summary"]); !summary.empty()) out.add_document(summary);
  for (const Json moment : it["incident_timestamp_values"]) {
    const ImportedTime time =
        payload.take_time(moment["value"].is_object() ? moment["value"]["value"] : moment["value"]);
    if (!time.empty()) place_moment(payload.take(moment["incident_timestamp"]["name"]), time, out);
  }
  out.set(&ImportedIncident::created, payload.take_time(it["created_at"]));
  for (const Json role : it["incident_role_assignments"]) {
    const std::string who = payload.take_first(role["assignee"], {"name", "email"});
    const std::string what = payload.take(role["role"]["name"]);
    out.add_detail(what.empty() ? "Role" : what, who);
    if (who.empty() && !what.empty()) out.add_detail("Role without anybody", what);
  }
  for (const Json metric : it["duration_metrics"]) {
    const std::string name = payload.take(metric["duration_metric"]["name"]);
    const std::string seconds = payload.take(metric["value_seconds"]);
    const std::string state = metric["status"].text() == "success" ? "" : payload.take(metric["status"]);
    std::string value = seconds.empty() ? "not known" : length_of(seconds);
    if (!state.empty()) value += " (" + state + ")";
    out.add_detail(name.empty() ? "Duration" : name, value);
  }
  for (const Json field : it["custom_field_entries"]) {
    const std::string name = payload.take(field["custom_field"]["name"]);
    std::string values;
    for (const Json value : field["values"]) {
      const std::string text = value_of_field(value, payload);
      if (!text.empty()) values += (values.empty() ? "" : ", ") + text;
    }
    if (name.empty() && values.empty()) continue;
    const bool service =
        name == "Affected services" || name == "Affected service" || name == "Service" || name == "Services";
    if (service && out.service.empty()) out.service = values;
    out.add_detail(name.empty() ? "Field" : name, values.empty() ? "–" : values);
  }
  out.add_detail("Type", payload.take(it["incident_type"]["name"]));
  if (it["mode"].text() != "standard") out.add_detail("Mode", payload.take(it["mode"]));
  out.add_origin("postmortem link", payload.take(it["postmortem_document_url"]));
  out.add_detail("Declared by", actor(it["creator"], payload));
  out.add_detail("Call", payload.take(it["call_url"]));
  out.add_detail("Channel", payload.take(it["slack_channel_name"]));
  out.add_detail("Ticket", payload.take(it["external_issue_reference"]["issue_name"]));
  out.add_origin("ticket", payload.take(it["external_issue_reference"]["issue_permalink"]));
}

void read_update_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find(source, {payload.take(it["incident_id"])});
  if (out.id.empty()) out.id = it["incident_id"].text();
  std::string label = payload.take(it["new_incident_status"]["name"]);
  std::string text = payload.take_prose(it["message"]);
  while (text.ends_with('\n')) text.pop_back();
  if (const std::string severity = payload.take(it["new_severity"]["name"]); !severity.empty())
    text += (text.empty() ? "" : " ") + ("(severity " + markdown_line(severity)) + ")";
  if (const std::string who = actor(it["updater"], payload); !who.empty())
    text += (text.empty() ? "" : " – ") + markdown_line(who);
  if (const std::string into = payload.take(it["merged_into_incident_id"]); !into.empty())
    text += (text.empty() ? "" : "; ") + ("merged into " + markdown_line(into));
  out.add_entry(payload.take_time(it["created_at"]), std::move(label), std::move(text));
}

void read_follow_up_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find(source, {payload.take(it["incident_id"])});
  if (out.id.empty()) out.id = it["incident_id"].text();
  ImportedMeasure measure;
  measure.text = payload.take(it["title"]);
  if (measure.text.empty())
    measure.text = payload.take(it["description"]);
  else
    measure.note = payload.take_prose(it["description"]);
  measure.owner = payload.take_first(it["assignee"], {"name", "email"});
  measure.priority = payload.take_name(it["priority"]);
  append_words(measure.owner, ", ", payload.take(it["assignee_team"]["name"]));
  const std::string state = payload.take(it["status"]);
  measure.done = state == "completed";
  if (state != "completed" && state != "outstanding") measure.state = state == "not_doing" ? "not doing" : state;
  measure.done_on = take_day(it["completed_at"], payload);
  const Json issue = it["external_issue_reference"];
  measure.tracker = payload.take(issue["issue_name"]);
  measure.tracker_link = payload.take(issue["issue_permalink"]);
  std::string labels = payload.take_names(it["labels"]);
  if (!labels.empty()) {
    while (measure.note.ends_with('\n')) measure.note.pop_back();
    measure.note += (measure.note.empty() ? "" : "\n\n") + ("Labels: " + markdown_line(labels)) + "\n";
  }
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_document_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find(source, {payload.take(it["incident_id"])});
  if (out.id.empty()) out.id = it["incident_id"].text();
  const std::string title = payload.take(it["title"]);
  if (title != out.title) out.add_detail("Postmortem", title);
  out.add_origin("document", payload.take(it["document_url"]));
  for (const Json url : it["exported_urls"]) out.add_origin("exported", payload.take(url));
  out.add_origin("document number", payload.take(it["id"]));
  out.add_detail("State of the postmortem", payload.take(it["status"]));
  for (const Json editor : it["editors"]) out.add_detail("Editor", payload.take_first(editor, {"name", "email"}));
  for (const std::string_view member : {"content", "markdown", "body"}) {
    const bool wrapped = it[member].is_object() && it[member]["markdown"].is_string();
    out.add_document(payload.take_adf(wrapped ? it[member]["markdown"] : it[member]));
  }
}

}  // namespace

std::span<const RecordKind> incident_io_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "update", is_update, read_update_record},
      {source, "postmortem document", is_document, read_document_record},
      {source, "follow-up", is_follow_up, read_follow_up_record},
  };
  return kinds;
}

}  // namespace afterword
