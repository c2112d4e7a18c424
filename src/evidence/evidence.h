#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Nanoseconds since 1970-01-01T00:00Z.
using Instant = std::int64_t;
inline constexpr Instant one_second = 1'000'000'000;

/// A line of an input, by place. Cheap enough to keep one for every bucket of every template.
struct Place {
  std::uint32_t input = 0;  ///< index into Evidence::inputs
  std::uint32_t size = 0;   ///< bytes of the record, its line end not counted (a record of several lines: all of them)
  std::uint64_t line = 0;   ///< from 1; 0 = none (the input as a whole)
  std::uint64_t begin = 0;  ///< first byte, of the input's (unpacked) bytes
  friend constexpr auto operator<=>(const Place&, const Place&) = default;
};

/// What an input was recognised as, by its content.
enum class InputKind : std::uint8_t { log, metrics, alerts, changes, chat, traces, status, other };

/// One input as the manifest names it. Evidence is never altered: this is what proves it.
struct Input {
  std::string path;    ///< as given; a member of an archive is "archive.zip!member"
  std::string sha256;  ///< of the bytes on disk, 64 hex digits
  std::uint64_t bytes = 0;
  InputKind kind = InputKind::other;
  std::string format;     ///< name of the notation ("nginx-access", "prometheus-json", "git")
  std::string zone;       ///< "UTC", "+02:00", "Africa/Nairobi"
  std::string zone_from;  ///< why that zone: "written in each line", "option --zone", "assumed"
  std::uint64_t records = 0;
  std::uint64_t unread = 0;      ///< lines or elements that have no time or could not be read
  std::optional<Instant> first;  ///< earliest and latest record
  std::optional<Instant> last;
};

/// What could not be read or is doubtful. Never a silent skip.
struct ReadingNote {
  Place place;          ///< the first such line
  std::string code;     ///< stable kebab-case name: "no-time", "zone-assumed", "year-inferred", "clock-stepped-back"
  std::string message;  ///< "312 of 80,113 lines have no time", lower case, no full stop
  std::string help;     ///< what to type next; may be empty
};

enum class LogLevel : std::uint8_t { unknown, debug, info, warning, error, fatal };

/// Messages of one template within one bucket of time.
struct LogCell {
  std::int64_t bucket = 0;  ///< bucket k covers [k, k + 1) × LogTable::bucket
  std::uint32_t count = 0;
  Place first;  ///< of these messages
};

/// Messages of one template, service and severity.
struct LogRow {
  std::uint32_t template_id = 0;  ///< index into LogTable::templates
  std::string service;            ///< service, unit, program or file that wrote them; may be empty
  std::string host;               ///< host, pod or instance; may be empty
  LogLevel level = LogLevel::unknown;
  std::uint64_t count = 0;
  std::vector<LogCell> cells;  ///< in order of time; buckets without messages are left out
  Place first;
  std::string example;  ///< the first message, cut at 400 bytes
};

/// All log messages, counted. Ten gigabytes of lines become a table of some megabytes: bounded, because the bucket is
/// doubled whenever the cells are too many.
struct LogTable {
  Instant bucket = one_second;
  std::vector<std::string> templates;  ///< values shown as <*>
  std::vector<LogRow> rows;
};

/// A log message of an input that is taken whole, because its records are no lines.
struct LoggedRecord {
  Instant at = 0;
  std::string service;
  std::string host;
  std::optional<LogLevel> level;
  std::string message;
  Place place;
};

/// A pattern of log messages that another tool counted. It says how often, not when.
struct Pattern {
  std::string text;  ///< values shown as that tool shows them
  std::string service;
  LogLevel level = LogLevel::unknown;
  std::uint64_t count = 0;
  std::optional<std::int64_t> delta;  ///< against what it calls normal
  Place place;
};

/// What a number measures, guessed from its name and unit.
enum class SeriesKind : std::uint8_t {
  errors,
  error_share,
  latency,
  requests,
  availability,
  saturation,
  resource,
  other
};

/// A metric over time, or one that was counted from access logs.
struct Series {
  std::string name;     ///< "http_server_duration_p99_ms"
  std::string service;  ///< service, or empty
  std::string host;     ///< host, pod, instance, or empty
  std::string labels;   ///< the other labels, `key="value",…`
  SeriesKind kind = SeriesKind::other;
  bool counter = false;  ///< only grows, but for resets
  std::vector<Instant> times;
  std::vector<double> values;  ///< as many as times; NaN = missing
  Place place;                 ///< its first point
};

struct Alert {
  Instant fired = 0;
  std::optional<Instant> ended;
  std::string name;
  std::string service;
  std::string host;
  std::string severity;
  std::string summary;
  std::string metric;  ///< what it watches, where it says so
  std::optional<Instant> acknowledged;
  Place place;
};

enum class ChangeKind : std::uint8_t { commit, deploy, flag, package, config, scale, other };

struct Change {
  ChangeKind kind = ChangeKind::other;
  Instant at = 0;
  std::string id;       ///< full hash, package and version, name of the flag
  std::string commit;   ///< of a deploy: what it deployed, where it says so
  std::string service;  ///< or empty
  std::string author;
  std::string message;
  std::vector<std::string> files;
  std::string diff;  ///< cut at 64 KB
  std::string from;  ///< value or version before
  std::string to;
  Place place;
};

struct Message {
  Instant at = 0;
  std::string author;
  std::string channel;
  std::string text;
  Place place;
};

/// Who is behind the number that a chat's export names people by.
struct Person {
  std::string id;
  std::string name;
};

/// What somebody else says of their own service: a provider's status page.
struct StatusEvent {
  Instant at = 0;
  std::optional<Instant> ended;
  std::string provider;
  std::string state;  ///< "degraded", "resolved", as written
  std::string text;
  Place place;
};

struct TraceSpan {
  std::string trace;
  std::string id;
  std::string parent;  ///< id, or empty at a root
  std::string service;
  std::string host;  ///< pod or instance
  std::string operation;
  Instant start = 0;
  std::int64_t duration = 0;  ///< nanoseconds
  bool failed = false;
  std::string attributes;  ///< `key="value",…`, cut at 1 KB
  Place place;
};

/// One service calling another, from traces or a given graph.
struct Call {
  std::string caller;
  std::string callee;
  std::uint64_t count = 0;
};

/// Everything that was gathered, in one value. Immutable once made; may be shared by threads.
struct Evidence {
  std::vector<Input> inputs;
  std::vector<ReadingNote> notes;
  LogTable logs;
  std::vector<LoggedRecord> logged;  ///< what readers read of logs; empty once gather() has counted it into `logs`
  std::vector<Pattern> patterns;
  std::vector<Series> series;
  std::vector<Alert> alerts;          ///< these are in order of time
  std::vector<Change> changes;        ///< ”
  std::vector<Message> messages;      ///< ”
  std::vector<StatusEvent> statuses;  ///< ”
  std::vector<TraceSpan> spans;       ///< ”
  std::vector<Call> calls;
  std::vector<Person> people;
};

/// Names as they stand in public formats.
[[nodiscard]] std::string_view name_of(InputKind kind);
[[nodiscard]] std::string_view name_of(ChangeKind kind);
[[nodiscard]] std::string_view name_of(LogLevel level);

}  // namespace afterword
