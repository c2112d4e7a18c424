// Spans of traces as plain records, one a span, in JSON, JSON lines or CSV.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "evidence/readers/series_set.h"
#include "evidence/readers/spans.h"
#include "text/ascii.h"

namespace afterword {
namespace {

bool is_span(const PayloadRecord& record) {
  if (!record.has(PayloadRole::span) || !record.has(PayloadRole::time)) return false;
  return record.has(PayloadRole::duration) || record.has(PayloadRole::end_time);
}

/// Nanoseconds in one unit of a duration, by the end of its name. Milliseconds where the name says nothing, which is
/// what people mean.
double unit_of_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  struct Ending {
    std::string_view text;
    double unit;
  };
  for (const Ending& ending :
       {Ending{"ns", 1}, Ending{"nano", 1}, Ending{"nanos", 1}, Ending{"us", 1e3}, Ending{"micros", 1e3},
        Ending{"ms", 1e6}, Ending{"millis", 1e6}, Ending{"seconds", 1e9}, Ending{"_s", 1e9}}) {
    if (lower.ends_with(ending.text)) return ending.unit;
  }
  return 1e6;
}

bool says_failed(const PayloadRecord& record) {
  const std::string error = lower_ascii(record[PayloadRole::error]);
  if (!error.empty() && error != "false" && error != "0" && error != "none" && error != "ok") return true;
  const std::string status = lower_ascii(record[PayloadRole::status]);
  if (status.find("error") != std::string::npos || status.starts_with("fail")) return true;
  const auto code = read_sample(status);
  return code && *code >= 500 && *code < 600;
}

TraceSpan make_span(const PayloadRecord& record, Instant start, std::optional<Instant> end) {
  TraceSpan span;
  span.trace = record[PayloadRole::trace];
  span.id = record[PayloadRole::span];
  span.parent = record[PayloadRole::parent] == "root" ? "" : record[PayloadRole::parent];
  span.service = record[PayloadRole::service];
  span.host = record[PayloadRole::host];
  if (span.service.empty()) span.service = service_of_pod(span.host);
  span.operation = record[PayloadRole::operation];
  span.start = start;
  const auto length = read_sample(record[PayloadRole::duration]);
  const double nanoseconds = length ? *length * unit_of_name(record.name_of(PayloadRole::duration)) : 0;
  if (end && *end >= start) {
    span.duration = *end - start;
  } else if (nanoseconds > 0 && nanoseconds < 9e18) {
    span.duration = static_cast<std::int64_t>(nanoseconds);
  }
  span.failed = says_failed(record);
  AttributeText attributes;
  for (PayloadRole role : {PayloadRole::error, PayloadRole::message}) {
    if (record.has(role)) attributes.add(record.name_of(role), record[role]);
  }
  for (const auto& [name, value] : record.others) attributes.add(name, value);
  span.attributes = attributes.take();
  return span;
}

}  // namespace

int recognise_span_list(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  std::optional<JsonDocument> document;
  if (!json.empty()) document.emplace(json);
  if (json.empty() && find_separator(head) == '\0') return 0;
  int all = 0, spans = 0;
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    ++all;
    if (is_span(record)) ++spans;
    return all < 20;
  });
  return spans == 0 || spans + 1 < all ? 0 : 85;
}

void read_span_list(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  std::optional<JsonDocument> document;
  if (!json_head(bytes).empty()) {
    document.emplace(bytes);
    reading.note_faults(*document);
  }
  const std::size_t first = evidence.spans.size();
  for_each_record(bytes, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto start = reading.instants.read(record[PayloadRole::time]);
    if (!start) {
      reading.add_without_time(place);
      return true;
    }
    evidence.spans.push_back(make_span(record, *start, reading.instants.read(record[PayloadRole::end_time])));
    evidence.spans.back().place = place;
    reading.add_record();
    return true;
  });
  add_calls(evidence, first);
  reading.finish("spans");
}

}  // namespace afterword
