// Traces in Zipkin's notation (version 2): a list of spans, or a list of traces that are lists.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/spans.h"

namespace afterword {
namespace {

constexpr std::int64_t one_microsecond = 1'000;

bool is_span(Json element) {
  return element["traceId"].is_string() && element["id"].is_string() && element["localEndpoint"].is_object();
}

void add_span(Json element, Reading& reading) {
  const Place place = reading.place(element);
  if (!is_span(element)) return reading.add_unreadable(place);
  const auto start = reading.instants.read(element["timestamp"]);
  if (!start) return reading.add_without_time(place);
  TraceSpan span;
  span.trace = element["traceId"].text();
  span.id = element["id"].text();
  span.parent = element["parentId"].text();
  span.service = element["localEndpoint"]["serviceName"].text();
  span.host = element["localEndpoint"]["ipv4"].text();
  span.operation = element["name"].text();
  span.start = *start;
  constexpr std::int64_t longest = 9'000'000'000'000'000;  // beyond it nanoseconds run out
  const std::int64_t length = element["duration"].integer().value_or(0);
  if (length > 0 && length < longest) span.duration = length * one_microsecond;
  AttributeText attributes;
  for (const Json tag : element["tags"]) {
    if (tag.key() == "error" && tag.text() != "false") span.failed = true;
    if (tag.key() == "http.status_code" && tag.text().starts_with('5')) span.failed = true;
    attributes.add(tag.key(), tag.text());
  }
  span.attributes = attributes.take();
  span.place = place;
  reading.evidence.spans.push_back(std::move(span));
  reading.add_record();
}

}  // namespace

int recognise_zipkin(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty() || json.find("\"localEndpoint\"") == std::string_view::npos) return 0;
  const JsonDocument document(json);
  const Json first = document.root().first();
  return is_span(first) || is_span(first.first()) || is_span(document.root()) ? 94 : 0;
}

void read_zipkin(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  const std::size_t first = evidence.spans.size();
  for (const Json value : document.values()) {
    if (value.is_object()) add_span(value, reading);
    if (!value.is_array()) continue;
    for (const Json element : value) {
      if (!element.is_array())
        add_span(element, reading);
      else
        for (const Json span : element) add_span(span, reading);
    }
  }
  add_calls(evidence, first);
  reading.finish("spans");
}

}  // namespace afterword
