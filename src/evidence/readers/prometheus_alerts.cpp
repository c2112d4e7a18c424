// Alertmanager's webhooks (version 4, Grafana's too) and the alerts that its API and Prometheus' own list.
#include "evidence/readers/alert_set.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/prometheus_labels.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_alert(Json alert) {
  return alert["labels"].is_object() && (alert["startsAt"].is_string() || alert["activeAt"].is_string());
}

/// The alerts of one document: of a webhook, of the API's list, of Prometheus' own list.
Json find_alerts(Json document) {
  for (Json list : {document, document["alerts"], document["data"], document["data"]["alerts"]}) {
    if (list.is_array()) return list;
  }
  return {};
}

int from_hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decode_url(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && from_hex(text[i + 1]) >= 0 && from_hex(text[i + 2]) >= 0) {
      out += static_cast<char>(from_hex(text[i + 1]) * 16 + from_hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

/// The first metric in an expression of PromQL: a name that is no function, and stands neither in braces nor in quotes
/// nor in the list after "by".
std::string first_metric(std::string_view expression) {
  int braces = 0;
  bool in_list = false;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (c == '"') {
      i = expression.find('"', i + 1);
      if (i == std::string_view::npos) return {};
    } else if (c == '{' || c == '[') {
      ++braces;
    } else if (c == '}' || c == ']') {
      --braces;
    } else if (c == ')') {
      in_list = false;
    } else if (is_name_byte(c)) {
      std::size_t end = i;
      while (end < expression.size() && is_name_byte(expression[end])) ++end;
      const std::string_view name = expression.substr(i, end - i);
      i = end - 1;
      if (braces > 0 || in_list || (c >= '0' && c <= '9')) continue;
      while (end < expression.size() && expression[end] == ' ') ++end;
      const std::string_view next = expression.substr(end, 7);
      if (next.starts_with("by") || next.starts_with("without") || name == "and" || name == "or" || name == "unless" ||
          name == "bool" || name == "offset")
        continue;
      if (name == "by" || name == "without" || name == "on" || name == "ignoring") {
        in_list = true;
      } else if (end >= expression.size() || expression[end] != '(') {
        return std::string(name);
      }
    }
  }
  return {};
}

std::string metric_of(Json alert) {
  const std::string url = alert["generatorURL"].text();
  const std::size_t at = url.find("g0.expr=");
  if (at == std::string::npos) return {};
  const std::string_view rest = std::string_view(url).substr(at + 8);
  return first_metric(decode_url(rest.substr(0, rest.find('&'))));
}

std::string first_label(Json labels, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    if (labels[name].says_something()) return labels[name].text();
  }
  return {};
}

void read_alert(Json element, Reading& reading, AlertSet& alerts) {
  const Json starts = element["startsAt"].is_string() ? element["startsAt"] : element["activeAt"];
  const auto fired = reading.instants.read(starts);
  if (!fired) {
    reading.add_without_time(reading.place(element));
    return;
  }
  const Json labels = element["labels"];
  Alert& alert = alerts.find(std::string(labels.raw()) + std::to_string(*fired));
  const std::string state =
      element["status"].is_object() ? element["status"]["state"].text() : element["status"].text();
  // An alert that still fires has an end too: when Alertmanager will forget it.
  if (state == "resolved") keep_earliest(alert.ended, reading.instants.read(element["endsAt"]));
  reading.add_record();
  if (alert.fired != 0) return;
  const Json notes = element["annotations"];
  alert.fired = *fired;
  alert.name = labels["alertname"].text();
  alert.service = first_label(labels, {"service", "app", "application", "component", "deployment"});
  if (alert.service.empty() && !is_scrape_job(labels["job"].text())) alert.service = labels["job"].text();
  alert.host = first_label(labels, {"instance", "pod", "host", "node"});
  alert.severity = first_label(labels, {"severity", "priority", "level"});
  alert.summary = first_label(notes, {"summary", "message", "description"});
  alert.metric = metric_of(element);
  alert.place = reading.place(element);
}

}  // namespace

int recognise_prometheus_alerts(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  return is_alert(find_alerts(document.root()).first()) ? 92 : 0;
}

void read_prometheus_alerts(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  AlertSet alerts;
  for (const Json value : document.values()) {
    for (const Json element : find_alerts(value)) {
      // A list of webhooks, as a receiver that keeps them writes it.
      if (element["alerts"].is_array()) {
        for (const Json inner : element["alerts"]) read_alert(inner, reading, alerts);
      } else {
        read_alert(element, reading, alerts);
      }
    }
  }
  alerts.move_to(evidence.alerts);
  reading.finish("alerts");
}

}  // namespace afterword
