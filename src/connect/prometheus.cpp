// Prometheus, and what speaks its HTTP API (Mimir, Thanos, VictoriaMetrics): range queries, one a `query` of the
// address. Without any: whether targets were up, and which alerts fired.
#include "connect/ask.h"

namespace afterword {

Result<void> ask_prometheus(Exchange& ask) {
  std::vector<std::string> queries = ask.url.get_all("query");
  if (queries.empty()) queries = {"up", "ALERTS{alertstate=\"firing\"}"};
  const std::string step = ask.url.get("step", std::to_string(ask.step_seconds()));
  for (const std::string& query : queries) {
    auto answer = ask.get("/api/v1/query_range?query=" + encode_url(query) +
                          "&start=" + std::to_string(ask.since() / one_second) +
                          "&end=" + std::to_string(ask.until() / one_second) + "&step=" + encode_url(step));
    if (!answer) return std::unexpected(answer.error());
    ask.add(query, std::move(*answer));
  }
  return {};
}

}  // namespace afterword
