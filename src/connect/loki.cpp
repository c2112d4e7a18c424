// Loki: lines counted in buckets, the patterns it found, and the lines of failures. `query` selects the streams.
#include "connect/ask.h"
#include "evidence/instant.h"
#include "evidence/readers/json.h"

namespace afterword {
namespace {

std::string range_of(const Exchange& ask) {
  return "&start=" + std::to_string(ask.since()) + "&end=" + std::to_string(ask.until());
}

/// Streams of lines as one JSON object a line, which is what the log reader knows.
std::string lines_of_streams(std::string_view answer) {
  const JsonDocument document(answer);
  std::string out;
  for (const Json stream : document.root()["data"]["result"]) {
    const Json labels = stream["stream"];
    for (const Json pair : stream["values"]) {
      Json::Iterator at = pair.begin();
      if (at == pair.end()) continue;
      const auto instant = read_instant((*at).text());
      if (!instant || ++at == pair.end()) continue;
      out += "{\"timestamp\":" + json_text(write_instant(instant->at)) + ",\"message\":" + json_text((*at).text());
      for (const Json label : labels) out += "," + json_text(label.key()) + ":" + json_text(label.text());
      out += "}\n";
    }
  }
  return out;
}

}  // namespace

Result<void> ask_loki(Exchange& ask) {
  const std::string query = ask.url.get("query", "{job=~\".+\"}");
  const std::string step = std::to_string(ask.step_seconds());
  const std::string by = ask.url.get("by", "level, app, service_name");
  const std::string counts = "sum by (" + by + ") (count_over_time(" + query + "[" + step + "s]))";
  auto counted = ask.get("/loki/api/v1/query_range?query=" + encode_url(counts) + range_of(ask) + "&step=" + step);
  if (!counted) return std::unexpected(counted.error());
  ask.add("log_lines.json", std::move(*counted));
  // Not every Loki keeps patterns; without them there are still counts and lines.
  if (auto patterns = ask.get("/loki/api/v1/patterns?query=" + encode_url(query) + range_of(ask)))
    ask.add("patterns.json", std::move(*patterns));
  const std::string failures = query + " |~ \"(?i)(" + std::string(failure_words) + ")\"";
  const auto lines = ask.get("/loki/api/v1/query_range?query=" + encode_url(failures) + range_of(ask) +
                             "&direction=forward&limit=" + std::to_string(ask.options.lines_max));
  if (!lines) return std::unexpected(lines.error());
  if (std::string text = lines_of_streams(*lines); !text.empty()) ask.add("lines.ndjson", std::move(text));
  return {};
}

}  // namespace afterword
