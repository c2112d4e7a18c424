// ClickHouse: rows of a table counted in buckets, and the rows of failures. `table` is needed; `time`, `message`,
// `level` and `service` name its columns, `where` is a condition of one's own.
#include "connect/ask.h"

namespace afterword {
namespace {

/// A name of a column or table; anything else is refused, so that an address can't smuggle a statement in.
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 128) return false;
  for (char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    if (!plain) return false;
  }
  return true;
}

}  // namespace

Result<void> ask_clickhouse(Exchange& ask) {
  const std::string table = ask.url.get("table", "");
  const std::string time = ask.url.get("time", "timestamp"), message = ask.url.get("message", "message");
  const std::string level = ask.url.get("level", "level"), service = ask.url.get("service", "service");
  for (const std::string& name : {table, time, message, level, service}) {
    if (!is_name(name))
      return std::unexpected(Error{ErrorKind::usage, "'" + name + "' is no name of a table or column",
                                   without_password(ask.url.base), "clickhouse+http://host:8123?table=logs"});
  }
  // The names that come out must not be mixed up with columns of the same names, so they are given one level up.
  std::string rows = "(SELECT toUInt32(" + time + ") AS t_, toString(" + level + ") AS l_, toString(" + service +
                     ") AS s_, " + message + " AS m_ FROM " + table;
  if (const std::string own = ask.url.get("where", ""); !own.empty()) rows += " WHERE " + own;
  rows += ") WHERE t_ >= " + std::to_string(ask.since() / one_second) + " AND t_ < " +
          std::to_string(ask.until() / one_second);
  const std::string step = std::to_string(ask.step_seconds());
  const std::string path = "/?readonly=1";
  auto counts =
      ask.post(path,
               "SELECT intDiv(t_, " + step + ") * " + step +
                   " AS timestamp, 'log_lines' AS metric, s_ AS service, l_ AS level, count() AS value FROM " + rows +
                   " GROUP BY timestamp, service, level ORDER BY timestamp, service, level"
                   " FORMAT CSVWithNames",
               "text/plain");
  if (!counts) return std::unexpected(counts.error());
  ask.add("log_lines.csv", std::move(*counts));
  auto lines = ask.post(path,
                        "SELECT t_ AS timestamp, l_ AS level, s_ AS service, m_ AS message FROM " + rows +
                            " AND match(m_, '(?i)(" + std::string(failure_words) + ")') ORDER BY timestamp LIMIT " +
                            std::to_string(ask.options.lines_max) + " FORMAT JSONEachRow",
                        "text/plain");
  if (!lines) return std::unexpected(lines.error());
  if (!lines->empty()) ask.add("lines.ndjson", std::move(*lines));
  return {};
}

}  // namespace afterword
