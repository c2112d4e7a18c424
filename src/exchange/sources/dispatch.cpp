// Netflix Dispatch: incidents of its API, and rows of a dump of its database.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr std::string_view source = "dispatch";

bool is_incident(Json it, std::string_view) {
  const bool api =
      it["incident_priority"].is_object() || it["incident_severity"].is_object() || it["incident_type"].is_object();
  return it["reported_at"].kind() != JsonKind::absent && it["title"].is_string() &&
         (api || it["stable_at"].kind() != JsonKind::absent);
}
bool is_task(Json it, std::string_view) {
  return it["resolve_by"].kind() != JsonKind::absent && it["description"].is_string();
}
bool is_event(Json it, std::string_view) {
  return it["started_at"].kind() != JsonKind::absent && it["ended_at"].kind() != JsonKind::absent &&
         it["source"].is_string() && it["description"].is_string();
}

bool is_report(Json it, std::string_view key) {
  const std::string type = it["type"].text();
  return (type == "Tactical Report" || type == "Executive Report") &&
         (it["details"].kind() != JsonKind::absent || key == "report");
}

/// Rows of the database name no zone; Dispatch keeps UTC.
ImportedTime time_of(Json value, Payload& payload) {
  return in_utc(payload.take_time(value));
}

/// People stand as participants, or directly.
std::string person(Json it, Payload& payload) {
  const Json about = it["individual"].is_object() ? it["individual"] : it;
  if (about.is_string()) return payload.take(about);  // the owner of an event
  return payload.take_first(about, {"name", "email"});
}

ImportedIncident& incident_of(Json it, const RecordReading& reading) {
  const std::string id =
      reading.payload.take(it["incident"]["id"].kind() != JsonKind::absent ? it["incident"]["id"] : it["incident_id"]);
  return incident_numbered(source, id, reading);
}

void read_task(Json it, ImportedIncident& out, Payload& payload) {
  ImportedMeasure measure;
  measure.text = payload.take(it["description"]);
  measure.owner = person(it["owner"], payload);
  for (const Json assignee : it["assignees"]) {
    const std::string who = person(assignee, payload);
    if (!who.empty() && who != measure.owner) measure.owner += (measure.owner.empty() ? "" : ", ") + who;
  }
  measure.due = take_day(it["resolve_by"], payload);
  measure.done_on = take_day(it["resolved_at"], payload);
  measure.priority = payload.take_name(it["priority"]);
  const std::string state = payload.take(it["status"]);
  measure.done = state == "Resolved";
  if (state != "Resolved" && state != "Open") measure.state = state;
  measure.tracker_link = payload.take_first(it, {"weblink"});
  if (measure.tracker_link.empty()) measure.tracker_link = payload.take(it["ticket"]["weblink"]);
  measure.tracker = payload.take(it["ticket"]["resource_id"]);
  if (const std::string from = payload.take(it["source"]); !from.empty()) measure.text += " (from: " + from + ")";
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_event(Json it, ImportedIncident& out, Payload& payload) {
  std::string text = payload.take_prose(it["description"]);
  while (text.ends_with('\n')) text.pop_back();
  const ImportedTime begin = time_of(it["started_at"], payload), end = time_of(it["ended_at"], payload);
  if (!end.empty() && end.shown() != begin.shown()) text += " (until " + end.shown() + ")";
  if (const std::string who = person(it["owner"], payload); !who.empty()) text += " – " + markdown_line(who);
  if (const std::string from = payload.take(it["source"]); !from.empty())
    text += " (" + markdown_line(from, false) + ")";
  append_words(text, "; ", take_facts_inline(it["details"], payload));
  out.add_entry(begin, {}, std::move(text));
}

void read_report(Json it, ImportedIncident& out, Payload& payload) {
  const std::string kind = payload.take(it["type"]);
  const ImportedTime time = time_of(it["created_at"], payload);
  const std::string text = take_facts_inline(it["details"], payload);
  if (kind.empty() && text.empty() && time.empty()) return;
  out.add_entry(time, "Communication, report", markdown_line(kind) + (text.empty() ? "" : ": " + text));
}

void read_people(Json it, ImportedIncident& out, Payload& payload) {
  for (const auto& [member, label] : {std::pair<std::string_view, std::string_view>{"commander", "Incident commander"},
                                      {"reporter", "Reporter"},
                                      {"liaison", "Liaison"},
                                      {"scribe", "Scribe"}})
    out.add_detail(std::string(label), person(it[member], payload));
  for (const Json participant : it["participants"]) {
    std::string who = person(participant, payload);
    const std::string roles = take_each(participant["participant_roles"], {"role"}, payload);
    const std::string team = payload.take(participant["team"]);
    if (!roles.empty()) append_words(who, who.empty() ? "" : " ", "(" + roles + ")");
    append_words(who, ", ", team);
    out.add_detail("Participant", who);
  }
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  const std::string name = payload.take(it["name"]);
  ImportedIncident& out = reading.incidents.find(source, {id, name});
  out.set(&ImportedIncident::id, id.empty() ? name : id);
  if (!id.empty()) out.add_origin("name", name);
  out.set(&ImportedIncident::title, payload.take(it["title"]));
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  out.set(&ImportedIncident::severity, payload.take_name(it["incident_severity"]));
  out.add_detail("Priority", payload.take_name(it["incident_priority"]));
  out.add_detail("Type", payload.take_name(it["incident_type"]));
  out.add_detail("Project", payload.take_name(it["project"]));
  if (it["visibility"].text() == "Restricted") {
    payload.take(it["visibility"]);
    out.is_private = true;
  }
  for (const std::string_view member : {"summary", "description"})
    if (std::string text = payload.take_prose(it[member]); !text.empty())
      out.add_part(ImportedPlace::summary, {}, std::move(text));
  if (std::string text = payload.take_prose(it["resolution"]); !text.empty())
    out.add_part(ImportedPlace::resolution, {}, std::move(text));
  const ImportedTime reported = time_of(it["reported_at"], payload), stable = time_of(it["stable_at"], payload);
  const ImportedTime closed = time_of(it["closed_at"], payload);
  out.set(&ImportedIncident::start, reported);
  out.set(&ImportedIncident::end, stable.empty() ? closed : stable);
  out.add_moment(reported, "Reported");
  out.add_moment(stable, "Stable, service restored");
  if (!closed.empty()) out.add_entry(closed, "Closed", {});
  out.set(&ImportedIncident::created, time_of(it["created_at"], payload));
  read_people(it, out, payload);
  for (const Json tag : it["tags"])
    if (std::string text = payload.take_name(tag); !text.empty()) out.tags.push_back(std::move(text));
  for (const Json term : it["terms"]) out.add_detail("Term", payload.take_first(term, {"text", "name"}));
  for (const Json document : it["documents"]) out.add_origin("document", payload.take_first(document, {"weblink"}));
  for (const auto& [member, label] : {std::pair<std::string_view, std::string_view>{"incident_document", "document"},
                                      {"incident_review_document", "review document"},
                                      {"conference", "conference"}})
    out.add_origin(std::string(label), payload.take(it[member]["weblink"]));
  out.add_origin("ticket", payload.take(it["ticket"]["weblink"]));
  out.add_origin("conversation", payload.take(it["conversation"]["weblink"]));
  out.add_origin("storage", payload.take(it["storage"]["weblink"]));
  for (const Json cost : it["incident_costs"]) {
    const std::string what = payload.take_name(cost["incident_cost_type"]);
    out.add_detail(what.empty() ? "Cost" : "Cost, " + what, payload.take(cost["amount"]));
  }
  out.add_detail("Cost, together", payload.take(it["total_cost"]));
  for (const Json one : it["cases"]) out.add_detail("Case", payload.take_name(one));
  read_report(it["last_tactical_report"], out, payload);
  read_report(it["last_executive_report"], out, payload);
  for (const Json task : it["tasks"]) read_task(task, out, payload);
  for (const Json event : it["events"]) read_event(event, out, payload);
  for (const Json report : it["reports"]) read_report(report, out, payload);
  for (const Json same : it["duplicates"]) out.add_detail("Duplicate", payload.take_name(same));
}

void read_task_record(Json it, const RecordReading& reading) {
  read_task(it, incident_of(it, reading), reading.payload);
}
void read_event_record(Json it, const RecordReading& reading) {
  read_event(it, incident_of(it, reading), reading.payload);
}

void read_report_record(Json it, const RecordReading& reading) {
  read_report(it, incident_of(it, reading), reading.payload);
}

}  // namespace

std::span<const RecordKind> dispatch_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "task", is_task, read_task_record},
      {source, "event", is_event, read_event_record},
      {source, "report", is_report, read_report_record},
  };
  return kinds;
}

}  // namespace afterword
