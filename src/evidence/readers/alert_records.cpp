// Alerts as plain records: one object or a list of them, in JSON or CSV.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_alert(const PayloadRecord& record) {
  if (!record.has(PayloadRole::time) || record.has(PayloadRole::trace) || record.has(PayloadRole::span)) return false;
  if (record.has(PayloadRole::alert))
    return record.has(PayloadRole::severity) || record.has(PayloadRole::threshold) || record.has(PayloadRole::status) ||
           record.has(PayloadRole::metric) || record.has(PayloadRole::title) || record.has(PayloadRole::message);
  return record.has(PayloadRole::threshold) && (record.has(PayloadRole::metric) || record.has(PayloadRole::severity));
}

}  // namespace

int recognise_alert_records(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  std::optional<JsonDocument> document;
  if (!json.empty()) document.emplace(json);
  if (json.empty() && find_separator(head) == '\0') return 0;
  int all = 0, alerts = 0;
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const PayloadRecord& record) {
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
  for_each_record(bytes, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[PayloadRole::time]);
    if (!at) {
      reading.add_without_time(place);
      return true;
    }
    Alert alert;
    alert.fired = *at;
    alert.ended = reading.instants.read(record[PayloadRole::end_time]);
    alert.acknowledged = reading.instants.read(record[PayloadRole::acknowledged]);
    alert.name = record.first_of({PayloadRole::alert, PayloadRole::operation, PayloadRole::metric, PayloadRole::id});
    alert.service = record[PayloadRole::service];
    alert.host = record[PayloadRole::host];
    alert.severity = record[PayloadRole::severity];
    alert.summary = record.first_of({PayloadRole::title, PayloadRole::message});
    alert.metric = record[PayloadRole::metric];
    alert.place = place;
    evidence.alerts.push_back(std::move(alert));
    reading.add_record();
    return true;
  });
  reading.finish("alerts");
}

}  // namespace afterword
