// Netflix Dispatch: incidents of its API, and rows of a dump of its database.
#include "exchange/rich_text.h"
#include "exchange/sources.h"

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

/// People stand as participants, or directly.
std::string person(Json it, Payload& payload) {
  const Json about = it["individual"].is_object() ? it["individual"] : it;
  return payload.take_first(about, {"name", "email"});
}

ImportedIncident& incident_of(Json it, const RecordReading& reading) {
  std::string id =
      reading.payload.take(it["incident"]["id"].kind() != JsonKind::absent ? it["incident"]["id"] : it["incident_id"]);
  if (id.empty()) id = reading.file;
  ImportedIncident& out = reading.incidents.find(source, {id});
  if (out.id.empty()) out.id = id;
  return out;
}

void read_task(Json it, ImportedIncident& out, Payload& payload) {
  ImportedMeasure measure;
  measure.text = payload.take(it["description"]);
  measure.owner = person(it["owner"], payload);
  for (const Json assignee : it["assignees"]) {
    const std::string who = person(assignee, payload);
    if (!who.empty() && who != measure.owner) measure.owner += (measure.owner.empty() ? "" : ", ") + who;
  }
  const ImportedTime due = payload.take_time(it["resolve_by"]), done = payload.take_time(it["resolved_at"]);
  measure.due = due.clock == "00:00" || due.clock.empty() ? (due.day.empty() ? due.text : due.day) : due.shown();
  measure.done_on = done.shown();
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
  const ImportedTime begin = payload.take_time(it["started_at"]), end = payload.take_time(it["ended_at"]);
  if (!end.empty() && end.shown() != begin.shown()) text += " (until " + end.shown() + ")";
  if (const std::string who = person(it["owner"], payload); !who.empty()) text += " – " + markdown_line(who);
  if (const std::string from = payload.take(it["source"]); !from.empty()) text += " (" + markdown_line(from) + ")";
  out.add_entry(begin, {}, std::move(text));
}

void read_report(Json it, ImportedIncident& out, Payload& payload) {
  std::string text;
  for (const Json detail : it["details"]) {
    const std::string value = payload.take(detail);
    if (!value.empty()) text += "\n\n" + markdown_line(detail.key() + ": " + value);
  }
  const std::string kind = payload.take(it["type"]);
  out.add_entry(payload.take_time(it["created_at"]), "Communication, report", markdown_line(kind) + text);
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
  const ImportedTime reported = payload.take_time(it["reported_at"]), stable = payload.take_time(it["stable_at"]);
  const ImportedTime closed = payload.take_time(it["closed_at"]);
  out.set(&ImportedIncident::start, reported);
  out.set(&ImportedIncident::end, stable.empty() ? closed : stable);
  out.add_moment(reported, "Reported");
  out.add_moment(stable, "Stable, service restored");
  if (!closed.empty()) out.add_entry(closed, "Closed", {});
  out.set(&ImportedIncident::created, payload.take_time(it["created_at"]));
  for (const auto& [member, label] : {std::pair<std::string_view, std::string_view>{"commander", "Incident commander"},
                                      {"reporter", "Reporter"},
                                      {"liaison", "Liaison"},
                                      {"scribe", "Scribe"}})
    out.add_detail(std::string(label), person(it[member], payload));
  for (const Json tag : it["tags"])
    if (std::string text = payload.take_name(tag); !text.empty()) out.tags.push_back(std::move(text));
  for (const Json term : it["terms"]) out.add_detail("Term", payload.take_first(term, {"text", "name"}));
  for (const Json document : it["documents"]) out.add_origin("document", payload.take_first(document, {"weblink"}));
  out.add_origin("ticket", payload.take(it["ticket"]["weblink"]));
  out.add_origin("conversation", payload.take(it["conversation"]["weblink"]));
  out.add_origin("storage", payload.take(it["storage"]["weblink"]));
  for (const Json cost : it["incident_costs"])
    out.add_detail("Cost, " + payload.take_name(cost["incident_cost_type"]), payload.take(cost["amount"]));
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

}  // namespace

std::span<const RecordKind> dispatch_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "task", is_task, read_task_record},
      {source, "event", is_event, read_event_record},
  };
  return kinds;
}

}  // namespace afterword
