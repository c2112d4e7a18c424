// PagerDuty: log entries and incidents of its API, and webhooks of version 3.
#include "evidence/readers/alert_set.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "text/ascii.h"

namespace afterword {
namespace {

/// "trigger_log_entry" and "incident.triggered" → "trigger".
std::string_view verb_of(std::string_view type) {
  if (type.starts_with("incident.")) type.remove_prefix(9);
  if (type.ends_with("_log_entry")) type.remove_suffix(10);
  for (std::string_view verb : {"trigger", "acknowledge", "resolve", "escalate", "annotate", "assign", "notify"}) {
    if (type.starts_with(verb)) return verb;
  }
  return type;
}

/// Names stand under "summary" in everything that is referred to.
std::string name_in(Json reference) {
  return reference["summary"].is_string() ? reference["summary"].text() : reference["name"].text();
}

class PagerDutyReader {
 public:
  explicit PagerDutyReader(Reading& reading) : reading_(reading) {}

  void read_entry(Json entry) {
    read_event(entry, verb_of(entry["type"].text()), entry["created_at"], entry["incident"], entry);
  }

  void read_webhook(Json event) {
    const Json subject = event["data"];
    const bool refers = subject["incident"].is_object();
    const std::string type = event["event_type"].text();
    read_event(event, verb_of(type), event["occurred_at"], refers ? subject["incident"] : subject, subject);
  }

  void read_incident(Json incident) {
    const auto fired = reading_.instants.read(incident["created_at"]);
    if (!fired) {
      reading_.add_without_time(reading_.place(incident));
      return;
    }
    Alert& alert = alerts_.find(incident["id"].text());
    fill(alert, incident, *fired, reading_.place(incident));
    auto ended = reading_.instants.read(incident["resolved_at"]);
    if (!ended && incident["status"].text() == "resolved")
      ended = reading_.instants.read(incident["last_status_change_at"]);
    keep_earliest(alert.ended, ended);
    keep_earliest(alert.acknowledged, reading_.instants.read(incident["acknowledgements"].first()["at"]));
    reading_.add_record();
  }

  void finish() {
    const std::uint64_t unfired = alerts_.move_to(reading_.evidence.alerts);
    if (unfired > 0)
      reading_.note(reading_.place(0, 0), "alert-without-start",
                    group_digits(unfired) + (unfired == 1 ? " incident is" : " incidents are") +
                        " spoken of without the entry that says when it was triggered");
    reading_.finish("entries");
  }

 private:
  void fill(Alert& alert, Json about, Instant fired, const Place& place) {
    if (alert.fired != 0 && alert.fired <= fired) return;
    alert.fired = fired;
    alert.place = place;
    for (std::string_view key : {"title", "summary", "description"}) {
      if (alert.name.empty()) alert.name = about[key].text();
    }
    if (alert.service.empty()) alert.service = name_in(about["service"]);
    if (alert.severity.empty()) alert.severity = name_in(about["priority"]);
    if (alert.severity.empty()) alert.severity = about["urgency"].text();
  }

  void read_event(Json element, std::string_view verb, Json time, Json incident, Json about) {
    const auto at = reading_.instants.read(time);
    const Place place = reading_.place(element);
    if (!at) {
      reading_.add_without_time(place);
      return;
    }
    reading_.add_record();
    const std::string id = incident["id"].text();
    Alert& alert = alerts_.find(id);
    if (verb == "trigger") {
      fill(alert, incident, *at, place);
      if (alert.service.empty()) alert.service = name_in(about["service"]);
      if (alert.summary.empty()) alert.summary = text_of(about);
      if (alert.name.empty() || alert.name == alert.summary) alert.name = std::exchange(alert.summary, {});
      return;
    }
    if (verb == "acknowledge") keep_earliest(alert.acknowledged, at);
    if (verb == "resolve" && (!alert.ended || *alert.ended < *at)) alert.ended = at;
    Message message;
    message.at = *at;
    message.author = name_in(element["agent"]);
    message.channel = "pagerduty";
    message.text = text_of(about);
    // An incident that comes with its change of state is called by its title, which says nothing new.
    if (message.text.empty() || message.text == name_in(incident) || message.text == incident["title"].text())
      message.text = std::string(verb) + (message.text.empty() ? "" : ": " + message.text);
    message.place = place;
    reading_.evidence.messages.push_back(std::move(message));
  }

  static std::string text_of(Json about) {
    for (Json text :
         {about["content"], about["channel"]["notes"], about["channel"]["summary"], about["summary"], about["title"]}) {
      if (text.is_string() && text.says_something()) return text.text();
    }
    return {};
  }

  Reading& reading_;
  AlertSet alerts_;
};

bool is_webhook(Json value) {
  return value["event"]["event_type"].is_string() && value["event"]["occurred_at"].is_string();
}

bool is_entry(Json value) {
  return value["type"].is_string() && value["type"].text().ends_with("_log_entry");
}

bool is_incident(Json value) {
  return value["incident_number"].is_number() || (value["incident_key"].kind() != JsonKind::absent &&
                                                  value["service"].is_object() && value["created_at"].is_string());
}

}  // namespace

int recognise_pagerduty(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  const Json first = root.is_array() ? root.first() : root;
  if (is_webhook(first) || is_entry(first) || is_entry(root["log_entries"].first())) return 92;
  return is_incident(first) || is_incident(root["incidents"].first()) || is_incident(root["incident"]) ? 92 : 0;
}

void read_pagerduty(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  PagerDutyReader pagerduty(reading);
  const auto read_one = [&](Json value) {
    if (is_webhook(value)) {
      pagerduty.read_webhook(value["event"]);
    } else if (is_entry(value)) {
      pagerduty.read_entry(value);
    } else if (is_incident(value)) {
      pagerduty.read_incident(value);
    } else {
      return false;
    }
    return true;
  };
  for (const Json value : document.values()) {
    if (read_one(value)) continue;
    bool any = false;
    for (Json list : {value, value["log_entries"], value["incidents"]}) {
      if (!list.is_array()) continue;
      any = true;
      for (const Json element : list) {
        if (!read_one(element)) reading.add_unreadable(reading.place(element));
      }
    }
    if (!any && !read_one(value["incident"])) reading.add_unreadable(reading.place(value));
  }
  pagerduty.finish();
}

}  // namespace afterword
