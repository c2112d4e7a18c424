// Grafana OnCall: alert groups and resolution notes of its API.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_group(Json value) {
  return value["integration_id"].is_string() && value["alerts_count"].is_number() && value["created_at"].is_string();
}

bool is_note(Json value) {
  return value["alert_group_id"].is_string() && value["text"].is_string() && value["created_at"].is_string();
}

Json find_list(Json root) {
  return root.is_array() ? root : root["results"];
}

void read_group(Json group, Instant at, Reading& reading) {
  Alert alert;
  alert.fired = at;
  alert.ended = reading.instants.read(group["resolved_at"]);
  alert.acknowledged = reading.instants.read(group["acknowledged_at"]);
  alert.name = group["title"].text();
  const Json payload = group["last_alert"]["payload"];
  const Json labels = payload["commonLabels"].is_object() ? payload["commonLabels"] : payload["labels"];
  for (std::string_view key : {"service", "app", "job"}) {
    if (alert.service.empty()) alert.service = labels[key].text();
  }
  alert.severity = labels["severity"].text();
  alert.host = labels["instance"].text();
  alert.summary = payload["message"].text();
  alert.place = reading.place(group);
  reading.evidence.alerts.push_back(std::move(alert));
}

}  // namespace

int recognise_grafana_oncall(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json first = find_list(document.root()).first();
  return is_group(first) || is_note(first) ? 92 : 0;
}

void read_grafana_oncall(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for (const Json value : document.values()) {
    for (const Json element : find_list(value)) {
      const auto at = reading.instants.read(element["created_at"]);
      if (!at) {
        reading.add_without_time(reading.place(element));
      } else if (is_group(element)) {
        read_group(element, *at, reading);
        reading.add_record();
      } else if (is_note(element)) {
        evidence.messages.push_back(
            {*at, element["author"].text(), "oncall", element["text"].text(), reading.place(element)});
        reading.add_record();
      } else {
        reading.add_unreadable(reading.place(element));
      }
    }
  }
  reading.finish("entries");
}

}  // namespace afterword
