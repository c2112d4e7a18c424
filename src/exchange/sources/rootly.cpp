// Rootly: its JSON:API and webhooks. Postmortems are HTML.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr std::string_view source = "rootly";

bool is_of_type(Json it, std::initializer_list<std::string_view> types) {
  if (!it["attributes"].is_object() || !it["type"].is_string()) return false;
  const std::string type = it["type"].text();
  return std::find(types.begin(), types.end(), type) != types.end();
}
bool is_incident(Json it, std::string_view) {
  return is_of_type(it, {"incidents", "incident"});
}
bool is_postmortem(Json it, std::string_view) {
  return is_of_type(it, {"incident_post_mortems", "incident_post_mortem", "post_mortems", "retrospectives"});
}
bool is_action(Json it, std::string_view) {
  return is_of_type(it, {"incident_action_items", "action_items"});
}
bool is_event(Json it, std::string_view) {
  return is_of_type(it, {"incident_events", "events"});
}
bool is_status_event(Json it, std::string_view) {
  return is_of_type(it, {"incident_status_page_events"});
}
bool is_feedback(Json it, std::string_view) {
  return is_of_type(it, {"incident_feedbacks"});
}
bool is_field(Json it, std::string_view) {
  return is_of_type(it, {"incident_form_field_selections", "incident_custom_field_selections"});
}

/// The incident that a record belongs to: by attribute or relationship. The published description has neither; then its
/// address says it.
ImportedIncident& incident_of(Json it, const RecordReading& reading, const std::string& own = {}) {
  std::string id = reading.payload.take(it["attributes"]["incident_id"]);
  if (id.empty()) id = reading.payload.take(it["relationships"]["incident"]["data"]["id"]);
  return id.empty() ? reading.incidents.find_of_input(source, own) : incident_numbered(source, id, reading);
}

/// Names inside JSON:API's envelopes: `{"data": {"attributes": {"name": …}}}`, or lists of them.
std::string names_of(Json value, Payload& payload) {
  if (value["data"].is_object() || value["data"].is_array()) return names_of(value["data"], payload);
  if (value["attributes"].is_object()) return payload.take_name(value["attributes"]);
  if (!value.is_array()) return payload.take_name(value);
  std::string out;
  for (const Json element : value) {
    const std::string name = names_of(element, payload);
    if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  const Json about = it["attributes"];
  out.set(&ImportedIncident::title, payload.take(about["title"]));
  out.add_origin("number", payload.take(about["sequential_id"]));
  out.add_origin("slug", payload.take(about["slug"]));
  out.add_origin("link", payload.take_first(about, {"url", "short_url"}));
  out.set(&ImportedIncident::severity, names_of(about["severity"], payload));
  out.set(&ImportedIncident::status, payload.take(about["status"]));
  if (std::string text = payload.take_prose(about["description"]); !text.empty()) out.add_document(text);
  out.is_private = out.is_private || about["private"].is_true();
  if (about["private"].is_true()) payload.take(about["private"]);
  if (std::string text = payload.take_prose(about["summary"]); !text.empty()) out.add_document(text);
  if (std::string text = payload.take_prose(about["mitigation_message"]); !text.empty())
    out.add_part(ImportedPlace::resolution, "Mitigation", std::move(text));
  if (std::string text = payload.take_prose(about["resolution_message"]); !text.empty())
    out.add_part(ImportedPlace::resolution, "Resolution", std::move(text));
  if (std::string text = payload.take_prose(about["cancellation_message"]); !text.empty())
    out.add_part(ImportedPlace::resolution, "Cancelled", std::move(text));
  const struct {
    std::string_view member, words;
    ImportedTime ImportedIncident::* field;
  } moments[] = {
      {"started_at", "Incident started", &ImportedIncident::start},
      {"detected_at", "Detected", &ImportedIncident::detected},
      {"in_triage_at", "Triage begun", nullptr},
      {"acknowledged_at", "Acknowledged", &ImportedIncident::acknowledged},
      {"mitigated_at", "Mitigated", &ImportedIncident::mitigated},
      {"resolved_at", "Resolved", &ImportedIncident::end},
      {"cancelled_at", "Cancelled", nullptr},
  };
  for (const auto& moment : moments) {
    const ImportedTime time = payload.take_time(about[moment.member]);
    if (time.empty()) continue;
    if (moment.field == nullptr) {
      out.add_entry(time, std::string(moment.words), {});
      continue;
    }
    out.set(moment.field, time);
    out.add_moment(time, std::string(moment.words));
  }
  out.set(&ImportedIncident::created, payload.take_time(about["created_at"]));
  out.set(&ImportedIncident::service, names_of(about["services"], payload));
  out.add_detail("Environments", names_of(about["environments"], payload));
  out.add_detail("Functionalities", names_of(about["functionalities"], payload));
  out.add_detail("Teams", names_of(about["groups"], payload));
  out.add_detail("Causes", names_of(about["causes"], payload));
  out.add_detail("Types", names_of(about["incident_types"], payload));
  out.add_detail("Kind", payload.take(about["kind"]));
  out.add_detail("State of the retrospective", payload.take(about["retrospective_progress_status"]));
  out.add_detail("Channel", payload.take(about["slack_channel_name"]));
  out.add_origin("channel", payload.take(about["slack_channel_url"]));
  for (const auto& [member, words] : {std::pair<std::string_view, std::string_view>{"scheduled_for", "Scheduled for"},
                                      {"scheduled_until", "Scheduled until"}})
    out.add_detail(std::string(words), payload.take_time(about[member]).shown());
  for (const auto& [member, words] :
       {std::pair<std::string_view, std::string_view>{"mitigated_by", "Mitigated by"}, {"resolved_by", "Resolved by"}})
    out.add_detail(std::string(words), names_of(about[member], payload));
  for (const Json label : about["labels"]) {
    if (label.is_object())
      out.add_detail(payload.take(label["key"]), payload.take(label["value"]));
    else
      out.add_detail(label.key().empty() ? "Label" : label.key(), payload.take(label));
  }
  out.add_detail("Started by",
                 names_of(about["started_by"].is_object() ? about["started_by"] : about["user"], payload));
}

void read_postmortem_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string number = payload.take(it["id"]);
  ImportedIncident& out = incident_of(it, reading, number);
  const Json about = it["attributes"];
  out.add_origin("postmortem", number);
  const std::string title = payload.take(about["title"]);
  if (out.title.empty() || title == out.title)
    out.set(&ImportedIncident::title, title);
  else
    out.add_detail("Postmortem", title);
  out.add_origin("postmortem link", payload.take_first(about, {"url", "short_url"}));
  out.add_detail("State of the postmortem", payload.take(about["status"]));
  out.set(&ImportedIncident::start, payload.take_time(about["started_at"]));
  out.set(&ImportedIncident::mitigated, payload.take_time(about["mitigated_at"]));
  out.set(&ImportedIncident::end, payload.take_time(about["resolved_at"]));
  out.add_document(payload.take_prose(about["content"]));
  if (const ImportedTime published = payload.take_time(about["published_at"]); !published.empty())
    out.add_detail("Postmortem published", published.shown());
}

void read_action_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const Json about = it["attributes"];
  ImportedMeasure measure;
  measure.text = payload.take(about["summary"]);
  measure.note = payload.take_prose(about["description"]);
  measure.priority = payload.take(about["priority"]);
  measure.due = take_day(about["due_date"], payload);
  measure.owner = names_of(about["assigned_to"], payload);
  if (measure.owner.empty()) measure.owner = names_of(about["assigned_to_user"], payload);
  if (measure.owner.empty())
    if (const std::string user = payload.take(about["assigned_to_user_id"]); !user.empty())
      measure.owner = "user " + user;
  const std::string groups = names_of(about["assigned_to_groups"], payload);
  if (!groups.empty()) measure.owner += (measure.owner.empty() ? "" : ", ") + groups;
  const std::string state = payload.take(about["status"]);
  measure.done = state == "done";
  if (state == "in_progress") measure.state = "in progress";
  if (state != "in_progress" && state != "done" && state != "open") measure.state = state;
  measure.tracker =
      payload.take_first(about, {"jira_issue_key", "jira_issue_id", "linear_issue_id", "github_issue_id"});
  measure.tracker_link = payload.take_first(about, {"jira_issue_url", "linear_issue_url", "github_issue_url", "url"});
  if (const std::string kind = payload.take(about["kind"]); kind == "follow_up" || kind == "task")
    measure.text += kind == "follow_up" ? " (follow-up)" : " (task of the incident)";
  else if (!kind.empty())
    measure.text += " (" + kind + ")";
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_event_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const Json about = it["attributes"];
  std::string text = without_line_ends(payload.take_prose(about["event"]));
  const bool external = about["visibility"].text() == "external";
  if (external) payload.take(about["visibility"]);
  out.add_entry(payload.take_time(about["occurred_at"]), external ? "Communication" : "", std::move(text));
}

/// What a status page told.
void read_status_event_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const Json about = it["attributes"];
  std::string text = without_line_ends(payload.take_prose(about["event"]));
  if (const std::string state = payload.take(about["status"]); !state.empty())
    text += (text.empty() ? "" : " ") + ("(" + markdown_line(state, false)) + ")";
  out.add_entry(payload.take_time(about["started_at"]), "Communication, status page", std::move(text));
}

void read_feedback_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const Json about = it["attributes"];
  std::string text = without_line_ends(payload.take_prose(about["feedback"]));
  append_words(text, " – ", "rated " + payload.take(about["rating"]));
  out.add_part(ImportedPlace::lessons, "Feedback", text + "\n");
}

/// A field of the form, by the number of the field: its name stands nowhere in the answer.
void read_field_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const Json about = it["attributes"];
  const std::string value = payload.take(about["value"]);
  const std::string field = payload.take_first(about, {"form_field_id", "custom_field_id"});
  if (!value.empty()) out.add_detail(field.empty() ? "Field" : "Field " + field, value);
}

}  // namespace

std::span<const RecordKind> rootly_records() {
  static constexpr RecordKind kinds[] = {
      {source, "incident", is_incident, read_incident_record},
      {source, "postmortem", is_postmortem, read_postmortem_record},
      {source, "action item", is_action, read_action_record},
      {source, "event", is_event, read_event_record},
      {source, "event of a status page", is_status_event, read_status_event_record},
      {source, "feedback", is_feedback, read_feedback_record},
      {source, "field", is_field, read_field_record},
  };
  return kinds;
}

}  // namespace afterword
