// OpenTelemetry's traces and logs as JSON: {"resourceSpans": [{"resource", "scopeSpans": [{"spans"}]}]}, the same with
// "resourceLogs", "scopeLogs" and "logRecords"; one document or many.
#include "evidence/log_level.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"
#include "evidence/readers/spans.h"

namespace afterword {
namespace {

/// The collector writes camel case, older ones and other languages' libraries underlines.
Json either(Json object, std::string_view camel, std::string_view underlined) {
  const Json value = object[camel];
  return value.kind() == JsonKind::absent ? object[underlined] : value;
}

/// {"stringValue": "x"}, {"intValue": "3"} …
std::string value_of(Json value) {
  return value.is_object() ? value.first().text() : value.text();
}

std::string find_attribute(Json attributes, std::string_view key) {
  for (const Json attribute : attributes) {
    if (attribute["key"].text() == key) return value_of(attribute["value"]);
  }
  return {};
}

struct Resource {
  std::string service, host;
};

Resource read_resource(Json resource) {
  const Json attributes = resource["attributes"];
  Resource read;
  read.service = find_attribute(attributes, "service.name");
  for (std::string_view key : {"k8s.pod.name", "service.instance.id", "host.name", "container.id"}) {
    if (read.host.empty()) read.host = find_attribute(attributes, key);
  }
  if (read.service.empty()) read.service = service_of_pod(read.host);
  return read;
}

void read_span(Json element, const Resource& resource, Reading& reading) {
  const Place place = reading.place(element);
  const auto start = reading.instants.read(either(element, "startTimeUnixNano", "start_time_unix_nano"));
  if (!start) {
    reading.add_without_time(place);
    return;
  }
  TraceSpan span;
  span.trace = either(element, "traceId", "trace_id").text();
  span.id = either(element, "spanId", "span_id").text();
  span.parent = either(element, "parentSpanId", "parent_span_id").text();
  span.service = resource.service;
  span.host = resource.host;
  span.operation = element["name"].text();
  span.start = *start;
  const auto end = reading.instants.read(either(element, "endTimeUnixNano", "end_time_unix_nano"));
  if (end && *end > *start) span.duration = *end - *start;
  const Json status = element["status"];
  const std::string code = status["code"].text();
  span.failed = code == "2" || code == "STATUS_CODE_ERROR";
  AttributeText attributes;
  attributes.add("status", status["message"].text());
  for (const Json attribute : element["attributes"])
    attributes.add(attribute["key"].text(), value_of(attribute["value"]));
  for (const Json event : element["events"]) {
    if (event["name"].text() != "exception") continue;
    attributes.add("exception", find_attribute(event["attributes"], "exception.type") + ": " +
                                    find_attribute(event["attributes"], "exception.message"));
  }
  span.attributes = attributes.take();
  span.place = place;
  reading.evidence.spans.push_back(std::move(span));
  reading.add_record();
}

void read_log_record(Json element, const Resource& resource, Reading& reading) {
  const Place place = reading.place(element);
  auto at = reading.instants.read(either(element, "timeUnixNano", "time_unix_nano"));
  if (!at) at = reading.instants.read(either(element, "observedTimeUnixNano", "observed_time_unix_nano"));
  if (!at) {
    reading.add_without_time(place);
    return;
  }
  LoggedRecord record;
  record.at = *at;
  record.service = resource.service;
  record.host = resource.host;
  record.level = level_of_word(either(element, "severityText", "severity_text").text());
  record.message = value_of(element["body"]);
  record.place = place;
  reading.evidence.logged.push_back(std::move(record));
  reading.add_record();
}

Json find_resources(Json root) {
  if (root["batches"].is_array()) return root["batches"];  // as Tempo answers
  if (root["trace"].is_object()) root = root["trace"];
  return either(root, "resourceSpans", "resource_spans");
}

Json find_log_resources(Json root) {
  return either(root, "resourceLogs", "resource_logs");
}

/// Calls `each` with every document, in lists or one after another.
template <class Each>
void for_each_document(const JsonDocument& document, Each each) {
  for (const Json value : document.values()) {
    if (value.is_array()) {
      for (const Json root : value) each(root);
    } else {
      each(value);
    }
  }
}

}  // namespace

int recognise_otlp(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  return find_resources(root.is_array() ? root.first() : root).is_array() ? 94 : 0;
}

void read_otlp(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  const std::size_t first = evidence.spans.size();
  const auto read_document = [&](Json root) {
    for (const Json of_resource : find_resources(root)) {
      const Resource resource = read_resource(of_resource["resource"]);
      Json scopes = either(of_resource, "scopeSpans", "scope_spans");
      if (!scopes.is_array()) scopes = of_resource["instrumentationLibrarySpans"];
      for (const Json scope : scopes) {
        for (const Json span : scope["spans"]) read_span(span, resource, reading);
      }
    }
  };
  for_each_document(document, read_document);
  add_calls(evidence, first);
  reading.finish("spans");
}

int recognise_otlp_logs(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  return find_log_resources(root.is_array() ? root.first() : root).is_array() ? 94 : 0;
}

void read_otlp_logs(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for_each_document(document, [&](Json root) {
    for (const Json of_resource : find_log_resources(root)) {
      const Resource resource = read_resource(of_resource["resource"]);
      for (const Json scope : either(of_resource, "scopeLogs", "scope_logs")) {
        for (const Json record : either(scope, "logRecords", "log_records")) read_log_record(record, resource, reading);
      }
    }
  });
  reading.finish("records");
}

}  // namespace afterword
