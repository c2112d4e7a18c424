// PagerDuty: incidents, log entries, notes, alerts and change events of its API, and webhooks of version 3.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"
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
    {"field_value_change", "Changed"},
    {"custom_field_value_change", "Changed"},
    {"custom_field_values.updated", "Changed"},
    {"workflow.started", "Workflow started"},
    {"workflow.completed", "Workflow completed"},
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

bool is_note(Json it, std::string_view key) {
  return key == "notes" && it["content"].is_string() && it["created_at"].is_string();
}
bool is_typed(Json it, std::string_view type) {
  return it["type"].is_string() && it["type"].text() == type;
}
bool is_alert(Json it, std::string_view) {
  return is_typed(it, "alert") && it["created_at"].is_string();
}
bool is_change(Json it, std::string_view) {
  return is_typed(it, "change_event") && it["timestamp"].is_string();
}
bool is_status_postmortem(Json it, std::string_view) {
  return is_typed(it, "status_page_post_postmortem") && it["message"].is_string();
}

std::string name_of_reference(Json it, Payload& payload) {
  return payload.take_first(it, {"summary", "name", "id"});
}

/// Summaries of incidents are "[#1234] title".
std::string title_of_summary(const std::string& summary, std::string& number) {
  if (!summary.starts_with("[#")) return summary;
  const std::size_t end = summary.find_first_not_of("0123456789", 2);
  if (end == std::string::npos || end == 2 || summary.substr(end, 2) != "] ") return summary;
  number = summary.substr(2, end - 2);
  return summary.substr(end + 2);
}

void read_title(Json it, ImportedIncident& out, Payload& payload) {
  std::string number = payload.take_first(it, {"incident_number", "number"}), in_summary;
  const std::string title = payload.take(it["title"]);
  out.set(&ImportedIncident::title, title);
  const std::string of_summary = title_of_summary(it["summary"].text(), in_summary);
  if (title.empty()) {
    if (!payload.take(it["summary"]).empty()) out.set(&ImportedIncident::title, of_summary);
  } else if (of_summary == title && (number.empty() || in_summary.empty() || number == in_summary)) {
    payload.take(it["summary"]);
  }
  if (number.empty() && payload.is_taken(it["summary"])) number = in_summary;
  out.add_origin("number", number);
}

void read_custom_fields(Json list, ImportedIncident& out, Payload& payload) {
  for (const Json field : list) {
    const std::string name = payload.take_first(field, {"display_name", "name"});
    payload.take_same(field["name"], name);
    const std::string value = payload.take_names(field["value"]);
    if (!name.empty() || !value.empty()) out.add_detail(name.empty() ? "Field" : name, value.empty() ? "–" : value);
  }
}

void read_incident_fields(Json it, ImportedIncident& out, Payload& payload) {
  read_title(it, out, payload);
  out.set(&ImportedIncident::service, name_of_reference(it["service"], payload));
  const std::string priority = name_of_reference(it["priority"], payload);
  out.set(&ImportedIncident::severity, priority);
  payload.take_same(it["priority"]["name"], priority);
  out.add_detail("Meaning of the priority", payload.take(it["priority"]["description"]));
  out.add_origin("link", payload.take(it["html_url"]));
  out.add_detail("Urgency", payload.take(it["urgency"]));
  out.add_detail("Escalation policy", name_of_reference(it["escalation_policy"], payload));
  out.add_detail("Key", payload.take(it["incident_key"]));
  out.add_detail("Type", payload.take(it["incident_type"]["name"]));
  for (const Json team : it["teams"]) out.add_detail("Team", name_of_reference(team, payload));
  const Json bridge = it["conference_bridge"];
  out.add_detail("Conference", payload.take(bridge["conference_url"]));
  read_custom_fields(it["custom_fields"], out, payload);
}

/// "merge_resolve_reason" and the incident that it was merged into.
std::string reason_of(Json reason, Payload& payload) {
  if (!reason.is_object()) return payload.take(reason);
  std::string words = payload.take(reason["type"]);
  if (words == "merge_resolve_reason") words = "merged";
  append_words(words, " into ", payload.take_first(reason["incident"], {"summary", "id"}));
  return words;
}

void read_responders(Json it, ImportedIncident& out, Payload& payload) {
  for (const std::string_view list : {"incidents_responders", "incident_responders"}) {
    for (const Json one : it[list]) {
      std::string who = name_of_reference(one["user"], payload);
      const std::string state = payload.take(one["state"]);
      if (!state.empty()) who += (who.empty() ? "" : " ") + ("(" + state) + ")";
      out.add_detail("Responder", who);
    }
  }
  for (const Json request : it["responder_requests"]) {
    std::string to;
    for (const Json element : request["responder_request_targets"]) {
      const Json target =
          element["responder_request_target"].is_object() ? element["responder_request_target"] : element;
      append_words(to, ", ", name_of_reference(target, payload));
    }
    std::string text = markdown_line(to);
    append_words(text, " – by ", markdown_line(name_of_reference(request["requester"], payload), false));
    append_words(text, ": ", without_line_ends(payload.take_prose(request["message"])));
    const ImportedTime time = payload.take_time(request["requested_at"]);
    if (!time.empty() || !text.empty()) out.add_entry(time, "Escalated, responders requested", std::move(text));
  }
}

void read_incident_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  read_incident_fields(it, out, payload);
  out.set(&ImportedIncident::status, payload.take(it["status"]));
  const ImportedTime created = payload.take_time(it["created_at"]);
  out.set(&ImportedIncident::start, created);
  out.add_moment(created, "Alert triggered", markdown_line(payload.take(it["first_trigger_log_entry"]["summary"])));
  out.set(&ImportedIncident::end, payload.take_time(it["resolved_at"]));
  const bool resolved = it["status"].text() == "resolved";
  if (resolved) out.set(&ImportedIncident::end, payload.take_time(it["last_status_change_at"]));
  std::string why = reason_of(it["resolve_reason"], payload);
  const std::string by = name_of_reference(it["last_status_change_by"], payload);
  if (resolved) {
    std::string text = markdown_line(by);
    append_words(text, "; ", markdown_line(why, false));
    out.add_moment(out.end, "Resolved", std::move(text));
  } else {
    out.add_detail("Last change by", by);
    out.add_detail("Reason", why);
  }
  for (const Json assigned : it["assignments"]) {
    const std::string who = name_of_reference(assigned["assignee"], payload);
    out.add_detail("Assigned to", who);
    out.add_moment(payload.take_time(assigned["at"]), "Assigned", "to " + markdown_line(who, false));
  }
  for (const Json assigned : it["assignees"]) out.add_detail("Assigned to", name_of_reference(assigned, payload));
  for (const Json acknowledged : it["acknowledgements"]) {
    const ImportedTime time = payload.take_time(acknowledged["at"]);
    out.set(&ImportedIncident::acknowledged, time);
    out.add_moment(time, "Acknowledged", markdown_line(name_of_reference(acknowledged["acknowledger"], payload)));
  }
  out.add_detail("Alerts", payload.take(it["alert_counts"]["all"]));
  read_responders(it, out, payload);
  if (std::string text = payload.take_prose(it["description"]); !text.empty() && text != out.title + "\n")
    out.add_part(ImportedPlace::summary, {}, std::move(text));
  if (std::string text = take_facts(it["body"]["details"], payload); !text.empty())
    out.add_part(ImportedPlace::summary, "What the alert said", std::move(text));
}

/// What a channel says beside its summary: an email, facts of a monitor, how long it was snoozed.
std::string rest_of_channel(Json channel, Payload& payload) {
  std::string out;
  if (const std::string subject = payload.take(channel["subject"]);
      !subject.empty() && subject != channel["summary"].text())
    out += "\n\n" + markdown_line(subject);
  const std::pair<std::string_view, std::string_view> words[] = {
      {"host", "host"}, {"service", "service"}, {"state", "state"}, {"duration", "for seconds:"}};
  std::string facts;
  for (const auto& [member, label] : words)
    if (const std::string value = payload.take(channel[member]); !value.empty())
      append_words(facts, ", ", std::string(label) + " " + markdown_line(value, false));
  append_words(facts, "; ", take_facts_inline(channel["details"], payload));
  if (!facts.empty()) out += "\n\n" + facts;
  if (const std::string text = without_line_ends(payload.take_prose(channel["body"])); !text.empty())
    out += "\n\n" + text;
  for (const std::string_view list : {"customer_fields", "application_fields"}) {
    for (const Json field : channel["changeset"][list]) {
      std::string text = markdown_line(payload.take(field["name"]));
      const std::string before = payload.take(field["old_value"]), after = payload.take_names(field["value"]);
      if (!before.empty() || !after.empty())
        text += ": " + markdown_line(before, false) + (before.empty() ? "" : " → ") + markdown_line(after, false);
      if (!text.empty()) out += "\n\n" + text;
    }
  }
  return out;
}

/// What an entry says, and who did it.
std::string text_of(Json about, Json agent, Payload& payload) {
  std::string text;
  const auto add = [&text](const std::string& more) {
    if (more.empty() || text.find(more) != std::string::npos) return;
    text += text.empty() ? more : " (" + more + ")";
  };
  const Json channel = about["channel"];
  for (const Json said : {channel["notes"], about["note"], about["content"], about["message"], channel["summary"],
                          about["summary"], channel["description"], about["event_details"]["description"]})
    add(without_line_ends(payload.take_prose(said)));
  const std::string who = name_of_reference(agent, payload);
  if (!who.empty() && text.find(who) == std::string::npos) text += (text.empty() ? "" : " – ") + markdown_line(who);
  return text;
}

std::string links_of(Json list, std::string_view label, Payload& payload) {
  std::string out;
  for (const Json one : list) {
    const std::string href = payload.take(one["href"]), src = payload.take(one["src"]);
    const std::string words = payload.take_first(one, {"text", "alt"});
    std::vector<std::string> addresses;
    if (!href.empty()) addresses.push_back(href);
    if (!src.empty() && src != href) addresses.push_back(src);
    for (const std::string& address : addresses) {
      Rich link = make_rich(RichKind::link, {}, address);
      link.children.push_back(make_rich(RichKind::text, words.empty() ? std::string(label) : words));
      out += "\n\n" + without_line_ends(write_rich_markdown(link));
    }
    if (addresses.empty() && !words.empty()) out += "\n\n" + markdown_line(words);
  }
  return out;
}

void read_entry_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const Json incident = it["incident"];
  ImportedIncident& out = incident_numbered(source, payload.take(incident["id"]), reading);
  if (incident.is_object()) read_incident_fields(incident, out, payload);
  const std::string type = payload.take(it["type"]);
  const ImportedTime time = payload.take_time(it["created_at"]);
  const std::string label = label_of_type(type);
  if (type == "trigger_log_entry" && (out.detected.empty() || time.at < out.detected.at)) out.detected = time;
  if (type == "acknowledge_log_entry" && (out.acknowledged.empty() || time.at < out.acknowledged.at))
    out.acknowledged = time;
  if (type == "resolve_log_entry" && out.end.at <= time.at) out.end = time;
  out.set(&ImportedIncident::service, name_of_reference(it["service"], payload));
  std::string text = text_of(it, it["agent"], payload), to;
  for (const Json team : it["teams"]) out.add_detail("Team", name_of_reference(team, payload));
  for (const std::string_view list : {"assignees", "users", "responders"})
    for (const Json one : it[list]) append_words(to, ", ", name_of_reference(one, payload));
  append_words(to, ", ", name_of_reference(it["user"], payload));
  if (!to.empty() && text.find(to) == std::string::npos) text += " (to " + markdown_line(to, false) + ")";
  if (std::string way = payload.take(it["channel"]["notification"]["type"]); !way.empty()) {
    if (way.ends_with("_notification")) way.resize(way.size() - 13);
    append_words(way, ", ", payload.take(it["channel"]["notification"]["status"]));
    if (text.find(way) == std::string::npos) text += " (" + markdown_line(way, false) + ")";
  }
  if (it["acknowledgement_timeout"].text() != "0")
    if (const std::string seconds = payload.take(it["acknowledgement_timeout"]); !seconds.empty())
      text += " (for " + markdown_line(seconds, false) + " seconds)";
  for (const Json action : it["changed_actions"]) {
    std::string words = markdown_line(payload.take(action["type"]));
    append_words(words, " to ", markdown_line(payload.take(action["to"]), false));
    append_words(words, " at ", payload.take_time(action["at"]).shown());
    if (!words.empty()) text += " (then " + words + ")";
  }
  text += rest_of_channel(it["channel"], payload) + links_of(it["contexts"], "context", payload);
  out.add_entry(time, label, std::move(text));
}

void read_note_record(Json it, const RecordReading& reading) {
  ImportedIncident& out = reading.incidents.find_of_input(source);
  std::string text = text_of(it, it["user"], reading.payload);
  out.add_entry(reading.payload.take_time(it["created_at"]), "Note", std::move(text));
}

void read_alert_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_numbered(source, payload.take(it["incident"]["id"]), reading);
  read_title(it["incident"], out, payload);
  out.set(&ImportedIncident::service, name_of_reference(it["service"], payload));
  std::string text = markdown_line(payload.take(it["summary"]));
  if (const std::string severity = payload.take(it["severity"]); !severity.empty())
    text += " (" + markdown_line(severity, false) + ")";
  append_words(text, "; ", take_facts_inline(it["body"]["details"], payload));
  text += links_of(it["body"]["contexts"], "context", payload);
  out.add_entry(payload.take_time(it["created_at"]), "Alert", std::move(text));
}

void read_change_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = reading.incidents.find_of_input(source);
  std::string text = markdown_line(payload.take(it["summary"]));
  append_words(text, " – ", markdown_line(payload.take(it["source"]), false));
  if (std::string why = payload.take(it["correlation_reason"]["reason"]); !why.empty()) {
    std::replace(why.begin(), why.end(), '_', ' ');
    text += " (" + markdown_line(why, false) + ")";
  }
  append_words(text, "; ", take_facts_inline(it["custom_details"], payload));
  text += links_of(it["links"], "link", payload) + links_of(it["images"], "picture", payload);
  out.add_entry(payload.take_time(it["timestamp"]), "Change", std::move(text));
}

/// A postmortem of PagerDuty's status pages, in HTML.
void read_status_postmortem(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_numbered(source, payload.take(it["post"]["id"]), reading);
  out.add_document(payload.take_prose(it["message"]));
  out.add_origin("postmortem", payload.take(it["id"]));
  if (const ImportedTime told = payload.take_time(it["reported_at"]); !told.empty())
    out.add_detail("Postmortem published", told.shown());
}

void read_webhook_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const Json event = it["event"], data = event["data"];
  const bool refers = data["incident"].is_object();
  const Json incident = refers ? data["incident"] : data;
  ImportedIncident& out = incident_numbered(source, payload.take(incident["id"]), reading);
  const std::string type = payload.take(event["event_type"]);
  const std::string label = label_of_type(type);
  if (refers) {
    read_title(incident, out, payload);
    out.add_origin("link", payload.take(incident["html_url"]));
    std::string text = text_of(data, event["agent"], payload);
    const std::string who = name_of_reference(data["user"], payload);
    if (text.find(who) == std::string::npos) text += " (" + markdown_line(who, false) + ")";
    for (const std::string_view member : {"state", "conference_url", "conference_numbers"})
      append_words(text, "; ", markdown_line(payload.take_names(data[member]), false));
    append_words(text, "; ", markdown_line(name_of_reference(data["incident_workflow"], payload), false));
    out.set(&ImportedIncident::service, name_of_reference(data["service"], payload));
    read_custom_fields(data["custom_fields"], out, payload);
    out.add_entry(payload.take_time(event["occurred_at"]), label, std::move(text));
    return;
  }
  read_incident_fields(data, out, payload);
  if (type == "incident.triggered") out.set(&ImportedIncident::start, payload.take_time(data["created_at"]));
  if (read_imported_time(data["created_at"].text()).shown() == out.start.shown()) payload.take_time(data["created_at"]);
  const ImportedTime time = payload.take_time(event["occurred_at"]);
  if (type == "incident.resolved") out.set(&ImportedIncident::end, time);
  const std::string who = name_of_reference(event["agent"], payload);
  std::string text = markdown_line(who, false), to;
  for (const Json one : data["assignees"]) append_words(to, ", ", name_of_reference(one, payload));
  if (!to.empty() && to != who)
    text += (text.empty() ? "to " : " (to ") + markdown_line(to) + (text.empty() ? "" : ")");
  // The last event says how things stand; what it was before stands with its event.
  if (const std::string state = payload.take(data["status"]); !state.empty()) {
    if (lower_ascii(label).find(lower_ascii(state)) == std::string::npos)
      append_words(text, "; ", "state: " + markdown_line(state, false));
    out.status = state;
  }
  append_words(text, "; ", markdown_line(reason_of(data["resolve_reason"], payload), false));
  out.add_entry(time, label, std::move(text));
}

}  // namespace

std::span<const RecordKind> pagerduty_records() {
  static constexpr RecordKind kinds[] = {
      {source, "webhook", is_webhook, read_webhook_record},
      {source, "log entry", is_entry, read_entry_record},
      {source, "alert", is_alert, read_alert_record},
      {source, "change event", is_change, read_change_record},
      {source, "postmortem of a status page", is_status_postmortem, read_status_postmortem},
      {source, "incident", is_incident, read_incident_record},
      {source, "note", is_note, read_note_record},
  };
  return kinds;
}

}  // namespace afterword
