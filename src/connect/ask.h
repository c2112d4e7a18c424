#pragma once
#include <string>
#include <vector>

#include "connect/connectors.h"
#include "connect/server_url.h"

/// What the connectors share: the time asked for, and putting answers among the sources.
namespace afterword {

/// What one connector asks: its server, the time, and where the answers go.
class Exchange {
 public:
  Exchange(const ServerUrl& server, const FetchOptions& with) : url(server), options(with) {}

  [[nodiscard]] Instant since() const { return *options.since; }
  [[nodiscard]] Instant until() const { return *options.until; }
  /// Seconds between two points such that there are at most 600 of them.
  [[nodiscard]] std::int64_t step_seconds() const;

  [[nodiscard]] Result<std::string> get(const std::string& path_and_query) const;
  [[nodiscard]] Result<std::string> post(const std::string& path, std::string body, std::string content_type) const;
  /// `what` tells one answer of a server from another: "up", "patterns".
  void add(const std::string& what, std::string bytes);
  [[nodiscard]] std::vector<NamedSource> take() { return std::move(sources_); }

  const ServerUrl& url;
  const FetchOptions& options;

 private:
  std::vector<NamedSource> sources_;
};

/// One a server; each in its own file.
[[nodiscard]] Result<void> ask_prometheus(Exchange& ask);
[[nodiscard]] Result<void> ask_loki(Exchange& ask);
[[nodiscard]] Result<void> ask_elasticsearch(Exchange& ask);
[[nodiscard]] Result<void> ask_clickhouse(Exchange& ask);

/// A regular expression for words that tell of failures, in the syntax that RE2, Lucene and ClickHouse share.
inline constexpr std::string_view failure_words =
    "error|fatal|panic|exception|fail|timeout|timed out|refused|denied|unavailable|critical|traceback|oom";

}  // namespace afterword
