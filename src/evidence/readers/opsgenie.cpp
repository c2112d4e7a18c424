// Opsgenie: webhooks and the alerts of its API.
#include "evidence/readers/alert_set.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_webhook(Json value) {
  return value["action"].is_string() && value["alert"]["alertId"].is_string();
}

bool is_listed(Json value) {
  return value["tinyId"].kind() != JsonKind::absent && value["message"].is_string() &&
         value["createdAt"].kind() != JsonKind::absent;
}

/// Priorities are "P1" or a number.
std::string priority_of(Json alert) {
  const Json priority = alert["priority"];
  return priority.is_number() ? "P" + priority.text() : priority.text();
}

void fill(Alert& alert, Json about, const Place& place) {
  alert.place = place;
  alert.name = about["message"].text();
  alert.service = about["entity"].text();
  if (alert.service.empty()) alert.service = about["details"]["service"].text();
  alert.host = about["details"]["host"].text();
  alert.severity = priority_of(about);
  alert.summary = about["description"].text();
}

void read_webhook(Json value, Reading& reading, AlertSet& alerts) {
  const Json about = value["alert"];
  const Place place = reading.place(value);
  const auto created = reading.instants.read(about["createdAt"]);
  auto at = reading.instants.read(about["updatedAt"]);
  if (!at) at = created;
  if (!at) {
    reading.add_without_time(place);
    return;
  }
  reading.add_record();
  Alert& alert = alerts.find(about["alertId"].text());
  if (alert.fired == 0 && created) {
    alert.fired = *created;
    fill(alert, about, place);
  }
  const std::string action = value["action"].text();
  if (action == "Create") return;
  if (action == "Acknowledge") keep_earliest(alert.acknowledged, at);
  if (action == "Close" || action == "Delete") keep_earliest(alert.ended, at);
  Message message;
  message.at = *at;
  message.author = about["username"].text();
  message.channel = "opsgenie";
  message.text = about["note"].says_something() ? about["note"].text() : action + ": " + about["message"].text();
  message.place = place;
  reading.evidence.messages.push_back(std::move(message));
}

void read_listed(Json value, Reading& reading, AlertSet& alerts) {
  const auto created = reading.instants.read(value["createdAt"]);
  if (!created) {
    reading.add_without_time(reading.place(value));
    return;
  }
  Alert& alert = alerts.find(value["id"].text() + value["tinyId"].text());
  alert.fired = *created;
  fill(alert, value, reading.place(value));
  const Json report = value["report"];
  const auto after = [&](Json milliseconds) -> std::optional<Instant> {
    const auto length = milliseconds.number();
    if (!length || !(*length > 0) || *length > 1e10) return {};
    return *created + static_cast<Instant>(*length) * 1'000'000;
  };
  alert.acknowledged = after(report["ackTime"]);
  alert.ended = after(report["closeTime"]);
  if (!alert.ended && value["status"].text() == "closed") alert.ended = reading.instants.read(value["updatedAt"]);
  reading.add_record();
}

}  // namespace

int recognise_opsgenie(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  const Json first = root.is_array() ? root.first() : root;
  return is_webhook(first) || is_listed(first) || is_listed(root["data"]) || is_listed(root["data"].first()) ? 92 : 0;
}

void read_opsgenie(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  AlertSet alerts;
  const auto read_one = [&](Json value) {
    if (is_webhook(value)) {
      read_webhook(value, reading, alerts);
    } else if (is_listed(value)) {
      read_listed(value, reading, alerts);
    } else {
      return false;
    }
    return true;
  };
  for (const Json value : document.values()) {
    if (read_one(value) || read_one(value["data"])) continue;
    const Json list = value.is_array() ? value : value["data"];
    if (!list.is_array()) reading.add_unreadable(reading.place(value));
    if (!list.is_array()) continue;
    for (const Json element : list) {
      if (!read_one(element)) reading.add_unreadable(reading.place(element));
    }
  }
  alerts.move_to(evidence.alerts);
  reading.finish("alerts");
}

}  // namespace afterword
