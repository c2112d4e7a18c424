// What people and programs did to an account at AWS, as CloudTrail writes it: files of records, or a record a line.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

constexpr std::size_t parameters_bytes_max = 200;

bool is_event(Json element) {
  return element["eventName"].is_string() && element["eventSource"].is_string() && element["eventTime"].is_string();
}

/// "DescribeInstances" changes nothing, nor does what was refused.
bool changes_nothing(Json event) {
  if (event["errorCode"].says_something()) return true;
  if (event["readOnly"].is_true() || event["readOnly"].text() == "true") return true;
  const std::string name = event["eventName"].text();
  for (const std::string_view begin :
       {"Describe", "List", "Get", "Head", "Lookup", "Query", "Scan", "Assume", "BatchGet"})
    if (name.starts_with(begin)) return true;
  return false;
}

std::string author_of(Json identity) {
  for (const Json name : {identity["userName"], identity["sessionContext"]["sessionIssuer"]["userName"],
                          identity["invokedBy"], identity["principalId"], identity["type"]})
    if (name.says_something()) return name.text();
  return {};
}

void add_event(Json event, Reading& reading, Missing& idle) {
  const Place place = reading.place(event);
  if (!is_event(event)) return reading.add_unreadable(place);
  const auto at = reading.instants.read(event["eventTime"]);
  if (!at) return reading.add_without_time(place);
  reading.add_record();
  if (changes_nothing(event)) return idle.add(place);
  Change change;
  change.kind = ChangeKind::config;
  change.at = *at;
  change.id = event["eventName"].text();
  const std::string source = event["eventSource"].text();
  change.service = source.substr(0, source.find('.'));
  change.author = author_of(event["userIdentity"]);
  change.message = change.id + " of " + change.service;
  const Json parameters = event["requestParameters"];
  if (parameters.is_object()) change.message += " " + cut_text(parameters.raw(), parameters_bytes_max);
  change.place = place;
  reading.evidence.changes.push_back(std::move(change));
}

}  // namespace

int recognise_cloudtrail(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty() || json.find("\"eventSource\"") == std::string_view::npos) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  return is_event(root["Records"].first()) || is_event(root) || is_event(root.is_array() ? root.first() : Json{}) ? 92
                                                                                                                  : 0;
}

void read_cloudtrail(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  Missing idle;
  for (const Json root : document.values()) {
    const Json list = root.is_array() ? root : root["Records"];
    if (list.is_array()) {
      for (const Json event : list) add_event(event, reading, idle);
    } else {
      add_event(root, reading, idle);
    }
  }
  if (idle.count > 0)
    reading.note(idle.first, "no-change",
                 group_digits(idle.count) + " of " + group_digits(input.records) +
                     " events only read or were refused: they changed nothing");
  reading.finish("events");
}

}  // namespace afterword
