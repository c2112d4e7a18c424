// Alerts as plain records: one object or a list of them, in JSON or CSV.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_alert(const Record& record) {
  if (!record.has(Role::time) || record.has(Role::trace) || record.has(Role::span)) return false;
  if (record.has(Role::alert))
    return record.has(Role::severity) || record.has(Role::threshold) || record.has(Role::status) ||
           record.has(Role::metric) || record.has(Role::title) || record.has(Role::message);
  return record.has(Role::threshold) && (record.has(Role::metric) || record.has(Role::severity));
}

}  // namespace

int recognise_alert_records(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  std::optional<JsonDocument> document;
  if (!json.empty()) document.emplace(json);
  if (json.empty() && find_separator(head) == '\0') return 0;
  int all = 0, alerts = 0;
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const Record& record) {
    ++all;
    if (is_alert(record)) ++alerts;
    return all < 20;
  });
  return alerts == 0 || alerts + 1 < all || alerts * 10 < all * 8 ? 0 : 78;
}

void read_alert_records(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  std::optional<JsonDocument> document;
  if (!json_head(bytes).empty()) {
    document.emplace(bytes);
    reading.note_faults(*document);
  }
  for_each_record(bytes, document ? &*document : nullptr, [&](const Record& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[Role::time]);
    if (!at) {
      reading.add_without_time(place);
      return true;
    }
    Alert alert;
    alert.fired = *at;
    alert.ended = reading.instants.read(record[Role::end_time]);
    alert.acknowledged = reading.instants.read(record[Role::acknowledged]);
    alert.name = record.first_of({Role::alert, Role::operation, Role::metric, Role::id});
    alert.service = record[Role::service];
    alert.host = record[Role::host];
    alert.severity = record[Role::severity];
    alert.summary = record.first_of({Role::title, Role::message});
    alert.metric = record[Role::metric];
    alert.place = place;
    evidence.alerts.push_back(std::move(alert));
    reading.add_record();
    return true;
  });
  reading.finish("alerts");
}

}  // namespace afterword
