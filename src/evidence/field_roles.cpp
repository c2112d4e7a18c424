#include "evidence/field_roles.h"

#include <array>
#include <string>
#include <unordered_map>

namespace afterword {
namespace {

struct RoleRow {
  std::string_view name;  ///< lower case
  FieldRole role;
  std::uint8_t rank;
};

using enum FieldRole;
constexpr RoleRow rows[] = {
    {"timestamp", time, 0},
    {"time", time, 1},
    {"ts", time, 1},
    {"datetime", time, 2},
    {"started_at", time, 6},
    {"instant.epochsecond", time, 6},
    {"eventtime", time, 2},
    {"event_time", time, 2},
    {"realtime_timestamp", time, 0},
    {"source_realtime_timestamp", time, 9},
    {"t.$date", time, 1},
    {"t", time, 3},
    {"asctime", time, 2},
    {"created_at", time, 6},
    {"date_time", time, 2},
    {"edgestarttimestamp", time, 3},
    {"edgeendtimestamp", time, 4},
    {"start_time", time, 5},
    {"starttime", time, 5},
    {"observedtimestamp", time, 7},
    {"timeunixnano", time, 4},
    {"receivedat", time, 7},
    {"when", time, 6},
    {"logtime", time, 2},
    {"timecreated", time, 2},
    {"date and time", time, 1},
    {"timegenerated", time, 3},
    {"log_time", time, 2},
    {"start_ts", time, 5},
    {"end_ts", time, 6},
    {"created", time, 7},
    {"time_local", time, 3},
    {"time_iso8601", time, 2},
    {"epoch", time, 7},
    {"time_unix_nano", time, 4},
    {"date", date, 5},
    {"cs-date", date, 5},
    {"time-of-day", clock, 1},
    {"message", message, 0},
    {"msg", message, 1},
    {"log", message, 2},
    {"body", message, 3},
    {"text", message, 4},
    {"event", message, 5},
    {"body.stringvalue", message, 3},
    {"textpayload", message, 1},
    {"jsonpayload.message", message, 1},
    {"event.original", message, 8},
    {"log.original", message, 8},
    {"error", error, 1},
    {"err", error, 1},
    {"error.message", error, 0},
    {"err.message", error, 0},
    {"error_message", error, 0},
    {"errormessage", error, 0},
    {"exception", error, 3},
    {"exception.message", error, 2},
    {"exception_message", error, 2},
    {"exc_info", error, 4},
    {"cause", error, 5},
    {"attr.error.errmsg", error, 2},
    {"description", message, 9},
    {"task category", message, 11},
    {"short_message", message, 2},
    {"full_message", message, 9},
    {"attr.message", message, 9},
    {"rest", message, 9},
    {"line", message, 7},
    {"level", level, 0},
    {"severity", level, 0},
    {"severity_text", level, 0},
    {"severitytext", level, 0},
    {"lvl", level, 1},
    {"levelname", level, 1},
    {"log.level", level, 0},
    {"loglevel", level, 1},
    {"log_level", level, 1},
    {"priority", level, 3},
    {"s", level, 5},
    {"l", level, 6},
    {"levelstr", level, 1},
    {"leveldisplayname", level, 1},
    {"entrytype", level, 2},
    {"level_name", level, 0},
    {"service", service, 0},
    {"service.name", service, 0},
    {"service_name", service, 0},
    {"servicename", service, 0},
    {"resource.service.name", service, 0},
    {"resource.attributes.service.name", service, 0},
    {"app", service, 2},
    {"application", service, 2},
    {"app_name", service, 2},
    {"kubernetes.container_name", service, 8},
    {"kubernetes.labels.app", service, 2},
    {"kubernetes.pod_name", host, 1},
    {"kubernetes.pod.name", host, 1},
    {"kubernetes.container.name", service, 8},
    {"container_name", service, 8},
    {"container.name", service, 8},
    {"container", service, 9},
    {"syslog_identifier", service, 2},
    {"systemd_unit", service, 3},
    {"unit", service, 4},
    {"program", service, 3},
    {"job", service, 5},
    {"component", service, 5},
    {"name", service, 6},
    {"labels.service", service, 1},
    {"providername", service, 3},
    {"source", service, 9},
    {"process.name", service, 5},
    {"comm", service, 6},
    {"s-sitename", service, 3},
    {"host", host, 3},
    {"hostname", host, 2},
    {"machinename", host, 2},
    {"host.name", host, 2},
    {"pod", host, 0},
    {"pod_name", host, 0},
    {"podname", host, 0},
    {"k8s.pod.name", host, 0},
    {"resource.k8s.pod.name", host, 0},
    {"instance", host, 2},
    {"node", host, 5},
    {"machine_id", host, 9},
    {"server", host, 5},
    {"s-computername", host, 2},
    {"status", status, 1},
    {"status_code", status, 0},
    {"statuscode", status, 0},
    {"http.status_code", status, 0},
    {"http.response.status_code", status, 0},
    {"response_status", status, 1},
    {"httpstatus", status, 0},
    {"http_status", status, 0},
    {"response.status", status, 1},
    {"edgeresponsestatus", status, 0},
    {"sc-status", status, 0},
    {"httprequest.status", status, 0},
    {"res.statuscode", status, 0},
    {"code", status, 6},
    {"request_time", seconds, 0},
    {"duration", seconds, 5},
    {"duration_s", seconds, 0},
    {"elapsed", seconds, 5},
    {"latency_s", seconds, 0},
    {"duration_seconds", seconds, 0},
    {"latency_seconds", seconds, 0},
    {"duration_ms", milliseconds, 0},
    {"latency_ms", milliseconds, 0},
    {"elapsed_ms", milliseconds, 0},
    {"response_time_ms", milliseconds, 0},
    {"time-taken", milliseconds, 2},
    {"took_ms", milliseconds, 1},
    {"responsetime", milliseconds, 3},
    {"latency", milliseconds, 6},
    {"durationms", milliseconds, 0},
    {"duration_us", microseconds, 0},
    {"event.duration", nanoseconds, 3},
    {"duration_ns", nanoseconds, 0},
    {"method", method, 0},
    {"http.method", method, 0},
    {"request.method", method, 0},
    {"cs-method", method, 0},
    {"request_method", method, 0},
    {"clientrequestmethod", method, 0},
    {"http.request.method", method, 0},
    {"uri", path, 0},
    {"path", path, 1},
    {"request.uri", path, 0},
    {"url", path, 2},
    {"http.route", path, 3},
    {"cs-uri-stem", path, 0},
    {"cs-uri", path, 1},
    {"request_uri", path, 0},
    {"clientrequesturi", path, 0},
    {"url.path", path, 1},
    {"http.target", path, 1},
    {"request", path, 6},
};

constexpr std::string_view holders[] = {
    "kubernetes",
    "instant",
    "resource",
    "attributes",
    "log",
    "host",
    "service",
    "http",
    "container",
    "process",
    "fields",
    "labels",
    "t",
    "request",
    "response",
    "res",
    "req",
    "event",
    "jsonpayload",
    "body",
    "kubernetes.pod",
    "kubernetes.labels",
    "kubernetes.container",
    "resource.attributes",
    "url",
    "http.response",
    "http.request",
    "httprequest",
    "record",
    "data",
    "attr",
    "attr.error",
    "error",
    "err",
    "exception",
};

constexpr std::size_t name_bytes_max = 48;

struct NameHash {
  std::size_t operator()(std::string_view name) const {
    std::uint64_t h = name.size();
    for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    return h ^ h >> 29;
  }
};

/// Lower case without leading @ and _; empty if it is too long to have a role.
std::string_view fold(std::string_view name, std::array<char, name_bytes_max>& buffer) {
  while (name.starts_with('@') || name.starts_with('_')) name.remove_prefix(1);
  if (name.size() > buffer.size()) return {};
  for (std::size_t i = 0; i < name.size(); ++i)
    buffer[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
  return {buffer.data(), name.size()};
}

}  // namespace

RoleOfField role_of_field(std::string_view name) {
  static const auto table = [] {
    std::unordered_map<std::string_view, RoleOfField, NameHash> out;
    for (const RoleRow& row : rows) out.emplace(row.name, RoleOfField{row.role, row.rank});
    return out;
  }();
  std::array<char, name_bytes_max> buffer;
  const auto found = table.find(fold(name, buffer));
  return found == table.end() ? RoleOfField{} : found->second;
}

bool may_hold_roles(std::string_view name) {
  std::array<char, name_bytes_max> buffer;
  const std::string_view folded = fold(name, buffer);
  for (std::string_view holder : holders)
    if (holder == folded) return true;
  return false;
}

}  // namespace afterword
