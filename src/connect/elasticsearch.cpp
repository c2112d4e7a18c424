// Elasticsearch and OpenSearch: documents counted in buckets, their categories where the server knows them, and the
// documents of failures. The path names the index; `query` is in Lucene's syntax; `time`, `message`, `level` and
// `service` name the fields.
#include "connect/ask.h"
#include "evidence/instant.h"
#include "evidence/readers/json.h"

namespace afterword {
namespace {

struct Fields {
  std::string time, message, level, service;
};

std::string filter(const Exchange& ask, const Fields& fields, const std::string& extra) {
  const std::string query = ask.url.get("query", "*");
  std::string out = "{\"bool\":{\"filter\":[{\"range\":{" + json_text(fields.time) +
                    ":{\"gte\":" + json_text(write_instant(ask.since())) +
                    ",\"lt\":" + json_text(write_instant(ask.until())) +
                    "}}},{\"query_string\":{\"query\":" + json_text(query) + "}}";
  if (!extra.empty()) out += ",{\"query_string\":{\"query\":" + json_text(extra) + "}}";
  return out + "]}}";
}

/// Buckets of time, each split by level, as a long table.
std::string table_of_counts(std::string_view answer) {
  const JsonDocument document(answer);
  std::string out = "timestamp,metric,level,value\n";
  for (const Json bucket : document.root()["aggregations"]["times"]["buckets"]) {
    const auto at = read_instant(bucket["key"].text());
    if (!at) continue;
    const std::string time = write_instant(at->at);
    out += time + ",log_lines,," + bucket["doc_count"].text() + "\n";
    for (const Json level : bucket["levels"]["buckets"])
      out += time + ",log_lines," + level["key"].text() + "," + level["doc_count"].text() + "\n";
  }
  return out;
}

std::string patterns_of_categories(std::string_view answer) {
  const JsonDocument document(answer);
  std::string out;
  for (const Json bucket : document.root()["aggregations"]["categories"]["buckets"])
    out += "{\"pattern\":" + json_text(bucket["key"].text()) + ",\"count\":" + bucket["doc_count"].text() + "}\n";
  return out;
}

/// A field by its dotted name, written so or as objects within objects.
Json find_field(Json source, std::string_view name) {
  if (const Json flat = source[name]; flat.kind() != JsonKind::absent) return flat;
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? Json() : find_field(source[name.substr(0, dot)], name.substr(dot + 1));
}

std::string lines_of_hits(std::string_view answer, const Fields& fields) {
  const JsonDocument document(answer);
  std::string out;
  for (const Json hit : document.root()["hits"]["hits"]) {
    const Json source = hit["_source"];
    out += "{\"timestamp\":" + json_text(find_field(source, fields.time).text()) +
           ",\"level\":" + json_text(find_field(source, fields.level).text()) +
           ",\"service\":" + json_text(find_field(source, fields.service).text()) +
           ",\"message\":" + json_text(find_field(source, fields.message).text()) + "}\n";
  }
  return out;
}

}  // namespace

Result<void> ask_elasticsearch(Exchange& ask) {
  const Fields fields{ask.url.get("time", "@timestamp"), ask.url.get("message", "message"),
                      ask.url.get("level", "log.level"), ask.url.get("service", "service.name")};
  const std::string json = "application/json";
  auto counts =
      ask.post("/_search",
               "{\"size\":0,\"query\":" + filter(ask, fields, "") +
                   ",\"aggs\":{\"times\":{\"date_histogram\":{\"field\":" + json_text(fields.time) +
                   ",\"fixed_interval\":\"" + std::to_string(ask.step_seconds()) +
                   "s\"},\"aggs\":{\"levels\":{\"terms\":{\"field\":" + json_text(fields.level) + ",\"size\":10}}}}}}",
               json);
  if (!counts) return std::unexpected(counts.error());
  ask.add("log_lines.csv", table_of_counts(*counts));
  // OpenSearch and old servers know no categories: there are still counts and lines.
  const auto categories =
      ask.post("/_search",
               "{\"size\":0,\"query\":" + filter(ask, fields, "") +
                   ",\"aggs\":{\"categories\":{\"categorize_text\":{\"field\":" + json_text(fields.message) +
                   ",\"size\":100}}}}",
               json);
  if (categories) {
    if (std::string text = patterns_of_categories(*categories); !text.empty())
      ask.add("patterns.json", std::move(text));
  }
  std::string words = fields.message + ":(" + std::string(failure_words) + ")";
  for (std::size_t at = 0; (at = words.find('|', at)) != std::string::npos;) words.replace(at, 1, " OR ");
  if (const std::size_t two = words.find("timed out"); two != std::string::npos) words.replace(two, 9, "\"timed out\"");
  const auto lines =
      ask.post("/_search",
               "{\"size\":" + std::to_string(ask.options.lines_max) + ",\"query\":" + filter(ask, fields, words) +
                   ",\"sort\":[{" + json_text(fields.time) + ":\"asc\"}]}",
               json);
  if (!lines) return std::unexpected(lines.error());
  if (std::string text = lines_of_hits(*lines, fields); !text.empty()) ask.add("lines.ndjson", std::move(text));
  return {};
}

}  // namespace afterword
