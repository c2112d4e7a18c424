// Events of a Kubernetes cluster: `kubectl get events -o json`, and the table that it prints.
#include "evidence/instant.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"
#include "text/ascii.h"

namespace afterword {
namespace {

struct ReasonKind {
  std::string_view reason;
  ChangeKind kind;
};
/// Reasons that say that somebody or something changed what runs. All others are messages.
constexpr ReasonKind change_reasons[] = {
    {"ScalingReplicaSet", ChangeKind::deploy},  {"SuccessfulRescale", ChangeKind::scale},
    {"TriggeredScaleUp", ChangeKind::scale},    {"ScaleDown", ChangeKind::scale},
    {"DeploymentRollback", ChangeKind::deploy}, {"NodeNotReady", ChangeKind::other},
};

bool is_event(Json element) {
  return element["kind"].text() == "Event" &&
         (element["involvedObject"].is_object() || element["regarding"].is_object());
}

/// "Deployment basket", "Pod basket-6cdbf9b4cc-h7mqk": the service behind it.
std::string service_behind(std::string_view kind, std::string_view name) {
  if (kind == "Pod") return service_of_pod(name);
  if (kind != "ReplicaSet") return kind == "Node" ? std::string() : std::string(name);
  const std::size_t dash = name.rfind('-');
  return std::string(name.substr(0, dash));
}

struct EventText {
  Instant at = 0;
  std::string kind, name, type, reason, message;
  std::uint64_t count = 1;
  Place place;
};

void add_event(const EventText& event, Evidence& evidence) {
  const std::string service = service_behind(event.kind, event.name);
  for (const ReasonKind& known : change_reasons) {
    if (event.reason != known.reason) continue;
    Change change;
    change.kind = known.kind;
    // A rollout scales a new replica set up; scaling one that there was is no rollout, but nothing here tells them
    // apart.
    change.at = event.at;
    change.id = event.reason + " " + event.name;
    change.service = service;
    change.message = event.message;
    change.place = event.place;
    evidence.changes.push_back(std::move(change));
    return;
  }
  std::string text = event.reason + " " + event.kind + "/" + event.name + ": " + event.message;
  if (event.count > 1) text += " (" + group_digits(event.count) + " times)";
  evidence.messages.push_back({event.at, event.type == "Warning" ? "kubernetes warning" : "kubernetes", "events",
                               std::move(text), event.place});
}

void read_json_event(Json element, Reading& reading) {
  EventText event;
  event.place = reading.place(element);
  const Json object = element["involvedObject"].is_object() ? element["involvedObject"] : element["regarding"];
  std::optional<Instant> at;
  for (Json time : {element["firstTimestamp"], element["deprecatedFirstTimestamp"], element["eventTime"],
                    element["lastTimestamp"], element["metadata"]["creationTimestamp"]}) {
    if (!at) at = reading.instants.read(time);
  }
  if (!at) {
    reading.add_without_time(event.place);
    return;
  }
  event.at = *at;
  event.kind = object["kind"].text();
  event.name = object["name"].text();
  event.type = element["type"].text();
  event.reason = element["reason"].text();
  event.message = element["message"].is_string() ? element["message"].text() : element["note"].text();
  const auto count = element["count"].integer();
  if (count && *count > 1) event.count = static_cast<std::uint64_t>(*count);
  add_event(event, reading.evidence);
  reading.add_record();
}

/// "4m12s", "2d3h", "90s" before now, in nanoseconds.
std::optional<std::int64_t> read_age(std::string_view text) {
  std::int64_t total = 0;
  bool any = false;
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 7), number);
    if (error != std::errc{} || end == text.data() + text.size()) return {};
    const std::size_t unit = std::string_view("smhdy").find(*end);
    if (unit == std::string_view::npos) return {};
    constexpr std::int64_t seconds[] = {1, 60, 3600, 86400, 31536000};
    if (number < 0) return {};
    total += number * seconds[unit];
    if (total > 3'000'000'000) return {};  // a century: no age of an event
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    any = true;
  }
  return any ? std::optional(total * one_second) : std::nullopt;
}

struct TableColumns {
  std::size_t last_seen = 0, type = 0, reason = 0, object = 0, message = 0;
};

/// Columns of the printed table begin below their heads.
std::optional<TableColumns> find_columns(std::string_view head) {
  TableColumns columns;
  columns.last_seen = head.find("LAST SEEN");
  columns.type = head.find("TYPE");
  columns.reason = head.find("REASON");
  columns.object = head.find("OBJECT");
  columns.message = head.find("MESSAGE");
  const bool all = columns.last_seen < columns.type && columns.type < columns.reason &&
                   columns.reason < columns.object && columns.object < columns.message &&
                   columns.message != std::string_view::npos;
  return all ? std::optional(columns) : std::nullopt;
}

std::string_view cell(std::string_view line, std::size_t begin, std::size_t end) {
  return begin < line.size() ? trim_blanks(line.substr(begin, end - begin)) : std::string_view();
}

std::string_view first_line_of(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

void read_table(Reading& reading) {
  const auto columns = find_columns(first_line_of(reading.bytes));
  if (!columns) return;
  const Instant now = reading.context.modified * one_second;
  Missing dated_by_age;
  for_each_line(reading.bytes, [&](std::string_view line, std::size_t begin) {
    if (begin == 0 || trim_blanks(line).empty()) return;
    EventText event;
    event.place = reading.place(begin, begin + line.size());
    const std::string_view age = cell(line, columns->last_seen, columns->type);
    const auto before = read_age(age);
    if (!before || now == 0) {
      reading.add_without_time(event.place);
      return;
    }
    dated_by_age.add(event.place);
    event.at = now - *before;
    event.type = cell(line, columns->type, columns->reason);
    event.reason = cell(line, columns->reason, columns->object);
    const std::string_view object = cell(line, columns->object, columns->message);
    const std::size_t slash = object.find('/');
    event.name = object.substr(slash == std::string_view::npos ? 0 : slash + 1);
    const std::string kind = slash == std::string_view::npos ? "" : lower_ascii(object.substr(0, slash));
    event.kind = kind == "pod"          ? "Pod"
                 : kind == "replicaset" ? "ReplicaSet"
                 : kind == "node"       ? "Node"
                                        : std::string(object.substr(0, slash));
    event.message = cell(line, columns->message, std::string_view::npos);
    add_event(event, reading.evidence);
    reading.add_record();
  });
  if (dated_by_age.count > 0)
    reading.note(dated_by_age.first, "time-inferred",
                 "times are ages: they are counted back from " + write_instant(now) + ", when the file was written",
                 "kubectl get events -o json says when");
}

}  // namespace

int recognise_kubernetes_events(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return find_columns(first_line_of(head.substr(0, 4096))) ? 90 : 0;
  const JsonDocument document(json);
  const Json root = document.root();
  return is_event(root) || is_event(root["items"].first()) ? 95 : 0;
}

void read_kubernetes_events(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  if (json_head(bytes).empty()) {
    read_table(reading);
  } else {
    const JsonDocument document(bytes);
    reading.note_faults(document);
    for (const Json value : document.values()) {
      if (is_event(value)) read_json_event(value, reading);
      for (const Json element : value["items"]) {
        if (is_event(element)) {
          read_json_event(element, reading);
        } else {
          reading.add_unreadable(reading.place(element));
        }
      }
    }
  }
  reading.finish("events");
}

}  // namespace afterword
