// Logs that are one JSON document: a list of records, or what a store of logs answers (Elasticsearch, Loki, CloudWatch,
// Splunk, Datadog). JSON lines are read line by line like other logs.
#include "evidence/json_line.h"
#include "evidence/log_level.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

constexpr int records_looked_at = 5;

/// The list that a document holds its records in; absent if it has none of the known ones.
Json list_in(Json root) {
  if (root.is_array()) return root;
  if (!root.is_object()) return {};
  if (root["hits"]["hits"].is_array()) return root["hits"]["hits"];
  for (const std::string_view name :
       {"events", "logs", "records", "entries", "logEvents", "messages", "items", "results", "data", "value"})
    if (root[name].is_array() && root[name].first().is_object()) return root[name];
  return {};
}

/// The record within what a store wraps around it.
Json unwrap(Json element) {
  for (const std::string_view name : {"_source", "result"})
    if (element[name].is_object()) return element[name];
  return element;
}

bool is_loki(Json root) {
  return root["data"]["resultType"].text() == "streams" && root["data"]["result"].is_array();
}

/// Reads elements as log lines in JSON are read, by the names of their members.
class RecordReader {
 public:
  /// Whether it is a record of a log: a time, a message, and a level or what else only logs have.
  bool is_log(Json element) {
    if (!read(unwrap(element))) return false;
    const bool is_dated = !fields_[FieldRole::time].empty() || !fields_[FieldRole::date].empty();
    return is_dated && !fields_[FieldRole::message].empty() &&
           (!fields_[FieldRole::level].empty() || element["_source"].is_object() ||
            element["ingestionTime"].is_number() || element["logStreamName"].is_string());
  }

  void add(Json element, Reading& reading) {
    const Place place = reading.place(element);
    if (!read(unwrap(element))) return reading.add_unreadable(place);
    const std::string_view time =
        fields_[FieldRole::time].empty() ? fields_[FieldRole::date] : fields_[FieldRole::time];
    const auto at = reading.instants.read(time);
    if (!at) return reading.add_without_time(place);
    LogFields fields;
    fields_.fill(fields, scratch_);
    LoggedRecord record;
    record.at = *at;
    record.service = fields.service.empty() ? fields.program : fields.service;
    record.host = fields.host;
    record.level = fields.level;
    record.message = fields.message.empty() ? std::string_view(element.raw()) : fields.message;
    record.place = place;
    reading.evidence.logged.push_back(std::move(record));
    reading.add_record();
  }

 private:
  bool read(Json element) {
    fields_.clear();
    return element.is_object() && lines_.read(element.raw(), fields_);
  }

  JsonLineReader lines_;
  StructuredFields fields_;
  std::string scratch_;
};

void add_loki(Json root, Reading& reading) {
  for (const Json stream : root["data"]["result"]) {
    const Json labels = stream["stream"];
    LoggedRecord record;
    for (const std::string_view name : {"service_name", "service", "app", "job", "container"})
      if (record.service.empty()) record.service = labels[name].text();
    for (const std::string_view name : {"pod", "instance", "host", "hostname"})
      if (record.host.empty()) record.host = labels[name].text();
    for (const std::string_view name : {"level", "detected_level", "severity"})
      if (!record.level) record.level = level_of_word(labels[name].text());
    for (const Json pair : stream["values"]) {
      record.place = reading.place(pair);
      const auto at = reading.instants.read(pair.first());
      if (!at) {
        reading.add_without_time(record.place);
        continue;
      }
      auto element = pair.begin();
      ++element;
      record.at = *at;
      record.message = element == pair.end() ? std::string() : (*element).text();
      reading.evidence.logged.push_back(record);
      reading.add_record();
    }
  }
}

/// Whether the second object of a text stands on a line of its own, as in JSON lines.
bool is_json_lines(std::string_view json) {
  const std::size_t end = json.find('\n');
  if (!json.starts_with('{') || end == std::string_view::npos) return false;
  const JsonDocument first(json.substr(0, end));
  return !first.fault() && first.root().is_object() && trim_blanks(json.substr(end)).starts_with('{');
}

}  // namespace

int recognise_log_document(std::string_view head, std::string_view) {
  const std::string_view json = trim_blanks(json_head(head));
  if (json.empty() || is_json_lines(json)) return 0;
  const JsonDocument document(json);
  if (is_loki(document.root())) return 92;
  const Json list = list_in(document.root());
  const Json records = list.is_array() ? list : document.values();
  // One object that is a record itself may be JSON lines with one line; many lines are one that is printed for people.
  if (!list.is_array() && json.substr(0, 256).find('\n') == std::string_view::npos) return 0;
  RecordReader reader;
  int looked = 0, logs = 0;
  for (const Json element : records) {
    if (looked == records_looked_at) break;
    ++looked;
    logs += reader.is_log(element) ? 1 : 0;
  }
  return logs > 0 && 2 * logs >= looked ? 60 : 0;
}

void read_log_document(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  RecordReader reader;
  for (const Json root : document.values()) {
    if (is_loki(root)) {
      add_loki(root, reading);
      continue;
    }
    const Json list = list_in(root);
    if (!list.is_array()) {
      reader.add(root, reading);
      continue;
    }
    for (const Json element : list) reader.add(element, reading);
  }
  reading.finish("records");
}

}  // namespace afterword
