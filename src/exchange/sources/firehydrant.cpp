// FireHydrant: incidents, events, tickets, tasks, alerts, retrospectives, reports and change events.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"
#include "text/ascii.h"

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
  const bool asks = it["questions"].is_array() || it["questions"].is_object();
  return asks && (it["incident"].is_object() || it["incident_id"].is_string() || it["name"].is_string());
}
bool is_reason(Json it, std::string_view) {
  return it["summary"].is_string() && it["position"].is_number() && it["conversations"].is_array() &&
         it["created_by"].is_object();
}
bool is_ticket(Json it, std::string_view key) {
  return it["summary"].is_string() && it["state"].is_string() &&
         (it["incident_id"].is_string() || it["task_id"].is_string() || key == "incident_tickets");
}
bool is_task(Json it, std::string_view) {
  return it["title"].is_string() && it["state"].is_string() && it["assignee"].kind() != JsonKind::absent &&
         it["due_at"].kind() != JsonKind::absent;
}
bool is_alert(Json it, std::string_view) {
  return it["alert"]["summary"].is_string() && it["primary"].kind() == JsonKind::boolean;
}
bool is_related_change(Json it, std::string_view) {
  return it["change_event"].is_object() && it["type"].is_string();
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
  if (read_imported_time(it["occurred_at"].text()).empty()) return;  // a phase that was never reached
  const ImportedTime time = payload.take_time(it["occurred_at"]);
  const std::string type = payload.take_first(it, {"type", "slug"}), name = payload.take(it["name"]);
  if (type == "started") out.set(&ImportedIncident::start, time);
  if (type == "detected") out.set(&ImportedIncident::detected, time);
  if (type == "acknowledged") out.set(&ImportedIncident::acknowledged, time);
  if (type == "mitigated") out.set(&ImportedIncident::mitigated, time);
  if (type == "resolved") out.set(&ImportedIncident::end, time);
  std::string text;
  if (const std::string after = payload.take(it["duration"]); !after.empty())
    text = markdown_line("after " + shown_duration(after));
  std::string label = words_of(type, milestones), name_as_slug = lower_ascii(name);
  std::replace(name_as_slug.begin(), name_as_slug.end(), ' ', '_');
  if (name_as_slug != type)
    append_words(label, ", ", name);
  else if (lower_ascii(label) == lower_ascii(name))
    label = name;
  append_words(text, " – ", markdown_line(payload.take_name(it["updated_by"]), false));
  out.add_moment(time, std::move(label), std::move(text));
}

void read_ticket(Json it, ImportedIncident& out, Payload& payload) {
  const std::string kind = payload.take(it["type"]);
  const Json link = it["link"].is_object() ? it["link"] : it["attachments"].first();
  const std::string tracker = payload.take_first(link, {"display_text", "title"});
  const std::string address = payload.take_first(link, {"href_url", "url"});
  if (kind == "incident") {  // the incident itself, in a tracker: nothing to do
    out.add_detail("Ticket of the incident", tracker);
    out.add_origin("ticket", address);
    return;
  }
  ImportedMeasure measure;
  measure.text = payload.take_first(it, {"summary", "title", "name"});
  measure.note = payload.take_prose(it["description"]);
  measure.owner = payload.take_names(it["assignees"]);
  append_words(measure.owner, ", ", payload.take_name(it["assignee"]));
  measure.due = take_day(it["due_at"].says_something() ? it["due_at"] : it["due_date"], payload);
  measure.priority = payload.take_name(it["priority"]);
  const std::string state = payload.take(it["state"]);
  measure.done = state == "done" || state == "completed" || state == "closed";
  if (state != "open" && state != "done") measure.state = state == "in_progress" ? "in progress" : state;
  measure.tracker = tracker;
  measure.tracker_link = address;
  if (measure.text.empty()) measure.text = measure.tracker;
  if (kind == "task") measure.text += " (task of the incident)";
  if (!kind.empty() && kind != "task" && kind != "follow_up") measure.text += " (" + kind + ")";
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

std::string take_teams(Json list, Payload& payload) {
  std::string out;
  for (const Json assignment : list) append_words(out, ", ", payload.take_name(assignment["team"]));
  return out;
}

std::string impact_of(Json list, Payload& payload) {
  std::string out;
  for (const Json impact : list) {
    std::string text = payload.take_name(impact["impact"].is_object() ? impact["impact"] : impact["infrastructure"]);
    append_words(text, ": ", payload.take_name(impact["condition"]));
    if (const std::string kind = payload.take(impact["type"]); !kind.empty())
      text += (text.empty() ? "" : " ") + ("(" + kind + ")");
    append_words(out, ", ", text);
  }
  return out;
}

void read_incident(Json it, ImportedIncident& out, Payload& payload) {
  out.set(&ImportedIncident::title, payload.take(it["name"]));
  out.add_origin("number", payload.take(it["number"]));
  out.add_origin("link", payload.take_first(it, {"incident_url", "private_status_page_url"}));
  out.set(&ImportedIncident::severity, payload.take_name(it["severity"]));
  out.add_detail("Priority", payload.take_name(it["priority"]));
  out.set(&ImportedIncident::status, payload.take(it["current_milestone"]));
  out.set(&ImportedIncident::impact, without_line_ends(payload.take_prose(it["customer_impact_summary"])));
  for (const std::string_view member : {"summary", "description", "ai_incident_summary"})
    if (std::string text = payload.take_prose(it[member]); !text.empty()) out.add_document(text);
  out.add_detail("Severity, impact", payload.take(it["severity_impact"]));
  out.add_detail("Severity, condition", payload.take(it["severity_condition"]));
  out.add_detail("Impacted", impact_of(it["impacts"], payload));
  for (const Json phase : it["lifecycle_phases"])
    for (const Json milestone : phase["milestones"]) read_milestone(milestone, out, payload);
  for (const Json milestone : it["milestones"]) read_milestone(milestone, out, payload);
  for (const Json metric : it["lifecycle_measurements"])
    if (std::string value = payload.take(metric["value"]); !value.empty())
      out.add_detail(payload.take_first(metric, {"name", "slug"}), shown_duration(value));
  if (const std::string note = without_line_ends(payload.take_prose(it["last_note"]["body"])); !note.empty())
    out.add_moment(payload.take_time(it["last_note"]["created_at"]), "Note", note);
  out.add_detail("Declared by", payload.take_name(it["created_by"]));
  out.add_detail("Teams", take_teams(it["team_assignments"], payload));
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
  if (it["ticket"].is_object()) read_ticket(it["ticket"], out, payload);
  for (const Json channel : it["incident_channels"]) {
    out.add_detail("Channel", payload.take_first(channel, {"name", "source_name"}));
    out.add_origin("channel", payload.take(channel["url"]));
  }
  out.add_detail("Channel", payload.take(it["channel_name"]));
  for (const Json exported : it["retro_exports"])
    out.add_origin("exported", payload.take_first(exported, {"href_url", "url"}));
}

void read_incident_record(Json it, const RecordReading& reading) {
  const std::string id = reading.payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  read_incident(it, out, reading.payload);
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
  ImportedIncident& out = incident_numbered(source, payload.take(it["incident_id"]), reading);
  const std::string label = words_of(payload.take(it["type"]), milestones);
  std::string text = text_of_data(it["data"], payload);
  while (text.ends_with('\n')) text.pop_back();
  if (const std::string who = payload.take_name(it["author"]); !who.empty())
    text += (text.empty() ? "" : " – ") + markdown_line(who);
  out.add_entry(payload.take_time(it["occurred_at"]), label, std::move(text));
}

/// A part under its heading, where that says.
void add_answer(const std::string& heading, const std::string& text, ImportedIncident& out) {
  if (heading.empty() && text.empty()) return;
  ImportedIncident section;  // finds the place by the heading
  section.title = " ";
  section.add_document("## " + markdown_line(heading) + "\n\n" + text);
  for (ImportedPart& part : section.parts) out.parts.push_back(std::move(part));
}

/// One or several: the published description says one, answers hold a list.
void read_questions(Json given, std::string_view words, ImportedIncident& out, Payload& payload) {
  const auto read = [&](Json it) {
    std::string heading = payload.take_first(it, {words, "title", "label", "question", "name"});
    const Json value = it["value"].kind() != JsonKind::absent ? it["value"] : it["body"];
    add_answer(heading, take_facts(value, payload), out);
  };
  if (given.is_object()) return read(given);
  for (const Json it : given) read(it);
}

ImportedIncident& incident_of(Json it, const RecordReading& reading) {
  const Json ref = it["incident"]["id"].is_string() ? it["incident"]["id"] : it["incident_id"];
  return incident_numbered(source, reading.payload.take(ref), reading);
}

void read_retrospective_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  out.add_detail("Retrospective", payload.take(it["name"]));
  out.add_origin("retrospective", payload.take(it["id"]));
  for (const Json exported : it["exports"]) {
    if (std::string text = payload.take_prose(exported["markdown"]); !text.empty()) out.add_document(text);
    out.add_origin("exported",
                   exported.is_string() ? payload.take(exported) : payload.take_first(exported, {"url", "href_url"}));
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
  payload.take_same(it["incident_id"], out.id);
  if (it["incident"].is_object()) read_incident(it["incident"], out, payload);
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
  for (const Json detail : it["additional_details"]) out.add_detail("Detail", payload.take(detail));
  const auto read_meeting = [&](Json event) {
    out.add_entry(payload.take_time(event["starts_at"]), "Meeting",
                  markdown_line(payload.take_first(event, {"name", "summary", "title"})));
  };
  if (it["calendar_events"].is_object()) read_meeting(it["calendar_events"]);
  if (it["calendar_events"].is_array())
    for (const Json event : it["calendar_events"]) read_meeting(event);
}

/// Contributing factors at an address of their own, one a record.
void read_reason_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  std::string text = "- " + markdown_line(payload.take(it["summary"]));
  append_words(text, " – ", markdown_line(payload.take_name(it["created_by"]), false));
  const bool again = !out.parts.empty() && out.parts.back().heading == "Contributing factors";
  if (again)
    out.parts.back().markdown += text + "\n";
  else
    out.add_part(ImportedPlace::cause, "Contributing factors", text + "\n");
}

void read_ticket_record(Json it, const RecordReading& reading) {
  ImportedIncident& out = incident_of(it, reading);
  out.set(&ImportedIncident::title, reading.payload.take(it["incident_name"]));
  read_ticket(it, out, reading.payload);
}

void read_task_record(Json it, const RecordReading& reading) {
  read_ticket(it, reading.incidents.find_of_input(source), reading.payload);
}

void read_alert_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  const Json alert = it["alert"];
  std::string text = markdown_line(payload.take(alert["summary"]));
  append_words(text, " – ", markdown_line(payload.take(alert["integration_name"]), false));
  if (const std::string priority = payload.take(alert["priority"]); !priority.empty())
    text += " (" + markdown_line(priority, false) + ")";
  if (const std::string more = without_line_ends(payload.take_prose(alert["description"])); !more.empty())
    text += "\n\n" + more;
  const ImportedTime end = payload.take_time(alert["ends_at"]);
  out.add_entry(payload.take_time(alert["starts_at"]), "Alert", std::move(text));
  if (!end.empty()) out.add_entry(end, "Alert ended", markdown_line(alert["summary"].text()));
}

/// A change, by itself or as what an incident relates it to: what it is then, and why, stand around it.
void read_change(Json it, Json change, ImportedIncident& out, Payload& payload) {
  std::string text = markdown_line(payload.take(change["summary"]));
  const std::string kind = payload.take(it["type"]), why = payload.take(it["why"]);
  const auto add = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += "; " + std::string(label) + markdown_line(value, false);
  };
  add("services: ", payload.take_names(change["services"]));
  add("environments: ", payload.take_names(change["environments"]));
  add("by ", payload.take_names(change["authors"]));
  add("change ", payload.take(change["external_id"]));
  add("took ", shown_duration(payload.take(change["duration_iso8601"])));
  add("", why);
  if (const std::string more = without_line_ends(payload.take_prose(change["description"])); !more.empty())
    text += "\n\n" + more;
  out.add_entry(payload.take_time(change["starts_at"]), kind.empty() ? "Change" : "Change (" + kind + ")",
                std::move(text));
}
void read_change_record(Json it, const RecordReading& reading) {
  read_change(it, it, incident_of(it, reading), reading.payload);
}
void read_related_change_record(Json it, const RecordReading& reading) {
  read_change(it, it["change_event"], incident_of(it, reading), reading.payload);
}

}  // namespace

std::span<const RecordKind> firehydrant_records() {
  static constexpr RecordKind kinds[] = {
      {source, "report", is_report, read_report_record},
      {source, "incident", is_incident, read_incident_record},
      {source, "retrospective", is_retrospective, read_retrospective_record},
      {source, "related change event", is_related_change, read_related_change_record},
      {source, "change event", is_change, read_change_record},
      {source, "event", is_event, read_event_record},
      {source, "alert", is_alert, read_alert_record},
      {source, "ticket", is_ticket, read_ticket_record},
      {source, "task", is_task, read_task_record},
      {source, "contributing factor", is_reason, read_reason_record},
  };
  return kinds;
}

}  // namespace afterword
