// What a provider says of its own service: Statuspage's incidents, and plain lists of events.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

constexpr std::string_view update_names[] = {"incident_updates", "updates", "events", "history"};

Json find_updates(Json incident) {
  for (std::string_view name : update_names) {
    if (const Json list = incident[name]; list.is_array()) return list;
  }
  return {};
}

bool is_incident_list(Json list) {
  return list.is_array() && list.first().is_object() && find_updates(list.first()).is_array();
}

/// A list of events under one source: {"provider": …, "events": [{"timestamp", "status", "detail"}]}.
bool is_event_feed(Json root) {
  const bool named = root["source"].is_string() || root["provider"].is_string() || root["page"].is_object();
  const Json event = find_updates(root).first();
  if (!named || !event.is_object()) return false;
  const PayloadRecord record = read_record(event);
  return record.has(PayloadRole::time) && record.has(PayloadRole::status);
}

std::string provider_of(Json root) {
  for (Json name : {root["page"]["name"], root["provider"], root["component"], root["name"], root["source"]}) {
    if (name.is_string() && name.says_something()) return name.text();
  }
  return {};
}

class FeedReader {
 public:
  FeedReader(Reading& reading, std::string provider) : reading_(reading), provider_(std::move(provider)) {}

  void read_update(Json element, std::string_view title, std::optional<Instant> ended) {
    const PayloadRecord record = read_record(element);
    const Place place = reading_.place(element);
    const auto at = reading_.instants.read(record[PayloadRole::time]);
    if (!at) {
      reading_.add_without_time(place);
      return;
    }
    StatusEvent event;
    event.at = *at;
    event.ended = ended;
    event.provider = provider_;
    event.state = record[PayloadRole::status];
    event.text = record.first_of({PayloadRole::message, PayloadRole::title, PayloadRole::operation});
    if (!title.empty()) event.text = std::string(title) + (event.text.empty() ? "" : ": ") + event.text;
    event.place = place;
    reading_.evidence.statuses.push_back(std::move(event));
    reading_.add_record();
  }

  void read_incident(Json incident) {
    const PayloadRecord record = read_record(incident);
    const auto ended = reading_.instants.read(record[PayloadRole::end_time]);
    const std::string title = record.first_of({PayloadRole::operation, PayloadRole::title});
    Json started = incident["started_at"];
    if (!started.is_string()) started = incident["created_at"];
    if (const auto at = reading_.instants.read(started)) {
      StatusEvent event;
      event.at = *at;
      event.ended = ended;
      event.provider = provider_;
      event.state = incident["impact"].says_something() ? incident["impact"].text() : record[PayloadRole::status];
      event.text = title;
      // Only the head of the incident: its updates are records of their own.
      event.place = reading_.place(incident.begin_byte(), started.end_byte());
      reading_.evidence.statuses.push_back(std::move(event));
      reading_.add_record();
    }
    for (const Json update : find_updates(incident)) read_update(update, title, {});
  }

  /// Numbers that the provider publishes of itself ("api_error_rate_pct": [{"timestamp", "endpoint", "value"}]).
  void read_samples(Json list, SeriesSet& series) {
    const std::string name = list.key();
    for (const Json element : list) {
      const PayloadRecord record = read_record(element);
      const auto at = reading_.instants.read(record[PayloadRole::time]);
      const auto value = read_sample(record[PayloadRole::value]);
      if (!at || !value) continue;
      std::string labels;
      for (const auto& [label, text] : record.others)
        labels += (labels.empty() ? "" : ",") + label + "=\"" + text + "\"";
      series.add({name, provider_, {}, labels}, *at, *value, [&] { return reading_.place(element); });
      reading_.add_record();
    }
  }

 private:
  Reading& reading_;
  std::string provider_;
};

}  // namespace

int recognise_status_feed(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  if (is_incident_list(root["incidents"])) return 88;
  return is_event_feed(root) ? 80 : 0;
}

void read_status_feed(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  const Json root = document.root();
  FeedReader feed(reading, provider_of(root));
  SeriesSet series;
  for (const Json incident : root["incidents"]) feed.read_incident(incident);
  for (const Json update : find_updates(root)) feed.read_update(update, {}, {});
  for (const Json member : root) {
    if (member.is_array() && role_of(member.key()) == PayloadRole::none && member.first()["value"].number())
      feed.read_samples(member, series);
  }
  series.move_to(evidence.series);
  reading.finish("events");
}

}  // namespace afterword
