// FireHydrant: incidents, events, retrospectives, reports and change events.
#include "exchange/rich_text.h"
#include "exchange/sources.h"

namespace afterword {
namespace {

constexpr std::string_view source = "firehydrant";

bool is_incident(Json it, std::string_view) {
  return (it["milestones"].is_array() && it["name"].is_string()) ||
         (it["customer_impact_summary"].kind() != JsonKind::absent &&
          it["current_milestone"].kind() != JsonKind::absent);
}
bool is_event(Json it, std::string_view) {
  return it["occurred_at"].is_string() && it["type"].is_string() && it["visibility"].is_string();
}
bool is_retrospective(Json it, std::string_view) {
  const Json field = it["fields"].first();
  return it["name"].is_string() &&
         (it["sections"].is_array() || (field["label"].is_string() && field["type"].is_string()));
}
bool is_report(Json it, std::string_view) {
  return it["questions"].is_array() && it["name"].is_string();
}
bool is_change(Json it, std::string_view) {
  return it["starts_at"].is_string() &&
         (it["duration_iso8601"].kind() != JsonKind::absent || it["external_id"].kind() != JsonKind::absent) &&
         it["summary"].is_string();
}

struct MilestoneRow {
  std::string_view type, words;
};
constexpr MilestoneRow milestones[] = {
    {"note", "Note"},
    {"started", "Incident started"},
    {"detected", "Detected"},
    {"acknowledged", "Acknowledged"},
    {"investigating", "Investigating"},
    {"identified", "Cause identified"},
    {"mitigated", "Mitigated"},
    {"resolved", "Resolved"},
    {"postmortem_started", "Postmortem begun"},
    {"retrospective_started", "Postmortem begun"},
    {"postmortem_completed", "Postmortem completed"},
    {"retrospective_completed", "Postmortem completed"},
};

std::string words_of(std::string type, std::span<const MilestoneRow> rows) {
  for (const MilestoneRow& row : rows)
    if (row.type == type) return std::string(row.words);
  for (char& c : type)
    if (c == '_') c = ' ';
  return type;
}

void read_milestone(Json it, ImportedIncident& out, Payload& payload) {
  const std::string type = payload.take(it["type"]);
  const ImportedTime time = payload.take_time(it["occurred_at"]);
  if (type == "started") out.set(&ImportedIncident::start, time);
  if (type == "detected") out.set(&ImportedIncident::detected, time);
  if (type == "acknowledged") out.set(&ImportedIncident::acknowledged, time);
  if (type == "mitigated") out.set(&ImportedIncident::mitigated, time);
  if (type == "resolved") out.set(&ImportedIncident::end, time);
  std::string text;
  if (const std::string after = payload.take(it["duration"]); !after.empty()) text = markdown_line("after " + after);
  out.add_entry(time, words_of(type, milestones), std::move(text));
}

void read_ticket(Json it, ImportedIncident& out, Payload& payload) {
  ImportedMeasure measure;
  measure.text = payload.take_first(it, {"summary", "title", "name"});
  measure.note = payload.take_prose(it["description"]);
  measure.owner = payload.take_names(it["assignees"]);
  measure.due = payload.take_first(it, {"due_at", "due_date"});
  measure.priority = payload.take_name(it["priority"]);
  const std::string state = payload.take(it["state"]);
  measure.done = state == "done" || state == "completed" || state == "closed";
  if (state != "open" && state != "done") measure.state = state;
  const Json link = it["link"].is_object() ? it["link"] : it["attachments"].first();
  measure.tracker = payload.take_first(link, {"display_text", "title"});
  measure.tracker_link = payload.take_first(link, {"href_url", "url"});
  if (measure.text.empty()) measure.text = measure.tracker;
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  out.set(&ImportedIncident::title, payload.take(it["name"]));
  out.add_origin("number", payload.take(it["number"]));
  out.add_origin("link", payload.take_first(it, {"incident_url", "private_status_page_url"}));
  out.set(&ImportedIncident::severity, payload.take_name(it["severity"]));
  out.add_detail("Priority", payload.take_name(it["priority"]));
  out.set(&ImportedIncident::status, payload.take(it["current_milestone"]));
  out.impact = payload.take_prose(it["customer_impact_summary"]);
  while (out.impact.ends_with('\n')) out.impact.pop_back();
  for (const std::string_view member : {"summary", "description"})
    if (std::string text = payload.take_prose(it[member]); !text.empty()) out.add_document(text);
  for (const Json milestone : it["milestones"]) read_milestone(milestone, out, payload);
  out.set(&ImportedIncident::start, payload.take_time(it["started_at"]));
  out.set(&ImportedIncident::created, payload.take_time(it["created_at"]));
  out.set(&ImportedIncident::service, payload.take_names(it["services"]));
  out.add_detail("Environments", payload.take_names(it["environments"]));
  out.add_detail("Functionalities", payload.take_names(it["functionalities"]));
  out.add_detail("Customers impacted", payload.take(it["customers_impacted"]));
  out.add_detail("Cost", payload.take(it["monetary_impact"]));
  out.add_detail("Cost in cents", payload.take(it["monetary_impact_cents"]));
  for (const Json tag : it["tag_list"])
    if (std::string text = payload.take(tag); !text.empty()) out.tags.push_back(std::move(text));
  for (const Json label : it["labels"]) out.add_detail(label.key(), payload.take(label));
  for (const Json role : it["role_assignments"]) {
    const std::string what = payload.take_name(role["incident_role"]);
    out.add_detail(what.empty() ? "Role" : what, payload.take_name(role["user"]));
  }
  for (const Json field : it["custom_fields"]) {
    const std::string name = payload.take_first(field, {"display_name", "name", "slug"});
    const std::string value = payload.take_first(field, {"value_string", "value"});
    out.add_detail(name.empty() ? "Field" : name, value.empty() ? payload.take_names(field["value_array"]) : value);
  }
  for (const Json ticket : it["incident_tickets"]) read_ticket(ticket, out, payload);
}

/// What is said of an event's data: its words wherever they lie, then what is left, as "key value".
std::string text_of_data(Json data, Payload& payload) {
  if (!data.is_object()) return payload.take_prose(data);
  for (const std::string_view member :
       {"body", "comment", "text", "message", "summary", "description", "name", "title"})
    if (std::string text = payload.take_prose(data[member]); !text.empty()) return text;
  return {};
}

void read_event_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string incident = payload.take(it["incident_id"]);
  ImportedIncident& out = reading.incidents.find(source, {incident.empty() ? std::string(reading.file) : incident});
  if (out.id.empty()) out.id = incident.empty() ? std::string(reading.file) : incident;
  const std::string label = words_of(payload.take(it["type"]), milestones);
  std::string text = text_of_data(it["data"], payload);
  while (text.ends_with('\n')) text.pop_back();
  if (const std::string who = payload.take_name(it["author"]); !who.empty())
    text += (text.empty() ? "" : " – ") + markdown_line(who);
  out.add_entry(payload.take_time(it["occurred_at"]), label, std::move(text));
}

void read_questions(Json list, std::string_view words, ImportedIncident& out, Payload& payload) {
  for (const Json it : list) {
    std::string heading = payload.take_first(it, {words, "title", "label", "question"});
    std::string text = payload.take_prose(it["value"].is_string() ? it["value"] : it["body"]);
    if (heading.empty() && text.empty()) continue;
    ImportedIncident section;  // finds the place by the heading
    section.title = " ";
    section.add_document("## " + markdown_line(heading) + "\n\n" + text);
    for (ImportedPart& part : section.parts) out.parts.push_back(std::move(part));
  }
}

ImportedIncident& incident_of(Json it, const RecordReading& reading) {
  const Json ref = it["incident"]["id"].is_string() ? it["incident"]["id"] : it["incident_id"];
  const std::string id = reading.payload.take(ref);
  ImportedIncident& out = reading.incidents.find(source, {id.empty() ? std::string(reading.file) : id});
  if (out.id.empty()) out.id = id.empty() ? std::string(reading.file) : id;
  return out;
}

void read_retrospective_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  out.add_detail("Retrospective", payload.take(it["name"]));
  out.add_origin("retrospective", payload.take(it["id"]));
  for (const Json exported : it["exports"]) {
    if (std::string text = payload.take_prose(exported["markdown"]); !text.empty()) out.add_document(text);
    out.add_origin("exported", payload.take_first(exported, {"url", "href_url"}));
  }
  read_questions(it["fields"], "label", out, payload);
  for (const Json section : it["sections"]) {
    read_questions(section["fields"], "label", out, payload);
    read_questions(section["elements"], "label", out, payload);
  }
}

void read_report_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  out.set(&ImportedIncident::title, payload.take(it["incident"]["name"]));
  const std::string name = payload.take(it["name"]);
  if (name != out.title) out.add_detail("Report", name);
  out.add_origin("report", payload.take(it["id"]));
  if (std::string text = payload.take_prose(it["summary"]); !text.empty())
    out.add_part(ImportedPlace::summary, {}, std::move(text));
  for (const Json tag : it["tag_list"])
    if (std::string text = payload.take(tag); !text.empty()) out.tags.push_back(std::move(text));
  read_questions(it["questions"], "title", out, payload);
  std::string factors;
  for (const Json reason : it["reasons"])
    if (const std::string text = payload.take_first(reason, {"summary", "name"}); !text.empty())
      factors += "- " + markdown_line(text) + "\n";
  if (!factors.empty()) out.add_part(ImportedPlace::cause, "Contributing factors", std::move(factors));
  for (const Json event : it["calendar_events"])
    out.add_entry(payload.take_time(event["starts_at"]), "Meeting",
                  markdown_line(payload.take_first(event, {"name", "summary", "title"})));
}

void read_change_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  std::string text = markdown_line(payload.take(it["summary"]));
  const std::string kind = payload.take(it["type"]), why = payload.take(it["why"]);
  const std::string services = payload.take_names(it["services"]), authors = payload.take_names(it["authors"]);
  const std::string number = payload.take(it["external_id"]), length = payload.take(it["duration_iso8601"]);
  const auto add = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += "; " + std::string(label) + markdown_line(value);
  };
  add("services: ", services);
  add("by ", authors);
  add("change ", number);
  add("took ", length);
  add("", why);
  out.add_entry(payload.take_time(it["starts_at"]), kind.empty() ? "Change" : "Change (" + kind + ")", std::move(text));
}

}  // namespace

std::span<const RecordKind> firehydrant_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "report", is_report, read_report_record},
      {source, "retrospective", is_retrospective, read_retrospective_record},
      {source, "change event", is_change, read_change_record},
      {source, "event", is_event, read_event_record},
  };
  return kinds;
}

}  // namespace afterword
