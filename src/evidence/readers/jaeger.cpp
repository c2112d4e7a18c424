// Jaeger's traces as its API and its page write them: {"data": [{"traceID", "spans", "processes"}]}.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"
#include "evidence/readers/spans.h"

namespace afterword {
namespace {

bool is_trace(Json trace) {
  return trace["traceID"].is_string() && trace["spans"].is_array();
}

std::string find_tag(Json tags, std::string_view key) {
  for (const Json tag : tags) {
    if (tag["key"].text() == key) return tag["value"].text();
  }
  return {};
}

std::string parent_of(Json span) {
  for (const Json reference : span["references"]) {
    if (reference["refType"].text() == "CHILD_OF") return reference["spanID"].text();
  }
  return span["parentSpanID"].text();
}

bool says_failed(Json tags) {
  if (find_tag(tags, "error") == "true" || find_tag(tags, "otel.status_code") == "ERROR") return true;
  const auto code = read_sample(find_tag(tags, "http.status_code"));
  return code && *code >= 500 && *code < 600;
}

void read_span(Json element, Json processes, Reading& reading) {
  const Place place = reading.place(element);
  const auto start = reading.instants.read(element["startTime"]);  // microseconds
  if (!start) {
    reading.add_without_time(place);
    return;
  }
  const Json process = element["process"].is_object() ? element["process"] : processes[element["processID"].text()];
  const Json tags = element["tags"];
  TraceSpan span;
  span.trace = element["traceID"].text();
  span.id = element["spanID"].text();
  span.parent = parent_of(element);
  span.service = process["serviceName"].text();
  for (std::string_view key : {"k8s.pod.name", "hostname", "host.name", "ip"}) {
    if (span.host.empty()) span.host = find_tag(process["tags"], key);
  }
  span.operation = element["operationName"].text();
  span.start = *start;
  const double duration = element["duration"].number().value_or(0);
  if (duration > 0 && duration < 9e15) span.duration = static_cast<std::int64_t>(duration) * 1000;
  span.failed = says_failed(tags);
  AttributeText attributes;
  for (const Json tag : tags) attributes.add(tag["key"].text(), tag["value"].text());
  for (const Json log : element["logs"]) {
    for (const Json field : log["fields"]) attributes.add(field["key"].text(), field["value"].text());
  }
  span.attributes = attributes.take();
  span.place = place;
  reading.evidence.spans.push_back(std::move(span));
  reading.add_record();
}

Json find_traces(Json root) {
  return root.is_array() ? root : root["data"];
}

}  // namespace

int recognise_jaeger(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json root = document.root();
  return is_trace(root) || is_trace(find_traces(root).first()) ? 94 : 0;
}

void read_jaeger(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  const std::size_t first = evidence.spans.size();
  const auto read_trace = [&](Json trace) {
    for (const Json span : trace["spans"]) read_span(span, trace["processes"], reading);
  };
  for (const Json value : document.values()) {
    if (is_trace(value)) read_trace(value);
    for (const Json trace : find_traces(value)) read_trace(trace);
  }
  add_calls(evidence, first);
  reading.finish("spans");
}

}  // namespace afterword
