#include "evidence/readers/readers.h"

#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

int recognise_empty_json(std::string_view head, std::string_view path);
void read_empty_json(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence);

constexpr Reader readers[] = {
    {"alertmanager", InputKind::alerts, recognise_prometheus_alerts, read_prometheus_alerts},
    {"pagerduty", InputKind::alerts, recognise_pagerduty, read_pagerduty},
    {"opsgenie", InputKind::alerts, recognise_opsgenie, read_opsgenie},
    {"grafana-oncall", InputKind::alerts, recognise_grafana_oncall, read_grafana_oncall},
    {"prometheus-json", InputKind::metrics, recognise_prometheus_json, read_prometheus_json},
    {"metric-answer", InputKind::metrics, recognise_metric_answer, read_metric_answer},
    {"openmetrics", InputKind::metrics, recognise_openmetrics, read_openmetrics},
    {"otlp", InputKind::traces, recognise_otlp, read_otlp},
    {"otlp-logs", InputKind::log, recognise_otlp_logs, read_otlp_logs},
    {"log-document", InputKind::log, recognise_log_document, read_log_document},
    {"journald-export", InputKind::log, recognise_journald_export, read_journald_export},
    {"windows-events", InputKind::log, recognise_windows_events, read_windows_events},
    {"jaeger", InputKind::traces, recognise_jaeger, read_jaeger},
    {"zipkin", InputKind::traces, recognise_zipkin, read_zipkin},
    {"call-graph", InputKind::traces, recognise_call_graph, read_call_graph},
    {"git-log", InputKind::changes, recognise_git_log, read_git_log},
    {"kubernetes-events", InputKind::changes, recognise_kubernetes_events, read_kubernetes_events},
    {"cloudtrail", InputKind::changes, recognise_cloudtrail, read_cloudtrail},
    {"dpkg-log", InputKind::changes, recognise_dpkg_log, read_dpkg_log},
    {"apt-history", InputKind::changes, recognise_apt_history, read_apt_history},
    {"slack", InputKind::chat, recognise_slack, read_slack},
    {"slack-people", InputKind::chat, recognise_slack_people, read_slack_people},
    {"mattermost", InputKind::chat, recognise_mattermost, read_mattermost},
    {"status-feed", InputKind::status, recognise_status_feed, read_status_feed},
    {"spans", InputKind::traces, recognise_span_list, read_span_list},
    {"log-patterns", InputKind::other, recognise_pattern_list, read_pattern_list},
    {"alerts", InputKind::alerts, recognise_alert_records, read_alert_records},
    {"changes", InputKind::changes, recognise_change_records, read_change_records},
    {"metrics-table", InputKind::metrics, recognise_metrics_table, read_metrics_table},
    {"chat-records", InputKind::chat, recognise_chat_records, read_chat_records},
    {"empty-json", InputKind::other, recognise_empty_json, read_empty_json},
    {"chat-paste", InputKind::chat, recognise_chat_paste, read_chat_paste},
};

int recognise_empty_json(std::string_view head, std::string_view) {
  const std::string_view trimmed = head.size() > 64 ? "" : trim_blanks(head);
  return trimmed == "[]" || trimmed == "{}" ? 90 : 0;
}

/// A list with nothing in it is an answer too.
void read_empty_json(std::string_view, const ReaderContext&, Input&, Evidence&) {}

}  // namespace

std::span<const Reader> all_readers() {
  return readers;
}

Recognised recognise_payload(std::string_view head, std::string_view path) {
  Recognised best;
  for (const Reader& reader : all_readers()) {
    const int score = reader.recognise(head, path);
    if (score > best.score) best = {&reader, score};
  }
  return best;
}

}  // namespace afterword
