#pragma once
#include <string_view>

#include "evidence/readers/readers.h"

/// The two functions of every reader, by the file that holds them. What they do and promise is said in readers.h.
namespace afterword {

#define AFTERWORD_READER(NAME)                                                      \
  [[nodiscard]] int recognise_##NAME(std::string_view head, std::string_view path); \
  void read_##NAME(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence)

AFTERWORD_READER(prometheus_alerts);
AFTERWORD_READER(pagerduty);
AFTERWORD_READER(opsgenie);
AFTERWORD_READER(grafana_oncall);
AFTERWORD_READER(prometheus_json);
AFTERWORD_READER(openmetrics);
AFTERWORD_READER(otlp);
AFTERWORD_READER(otlp_logs);
AFTERWORD_READER(log_document);
AFTERWORD_READER(cloudtrail);
AFTERWORD_READER(zipkin);
AFTERWORD_READER(metric_answer);
AFTERWORD_READER(journald_export);
AFTERWORD_READER(windows_events);
AFTERWORD_READER(jaeger);
AFTERWORD_READER(call_graph);
AFTERWORD_READER(kubernetes_events);
AFTERWORD_READER(dpkg_log);
AFTERWORD_READER(apt_history);
AFTERWORD_READER(slack);
AFTERWORD_READER(slack_people);
AFTERWORD_READER(mattermost);
AFTERWORD_READER(chat_paste);
AFTERWORD_READER(chat_records);
AFTERWORD_READER(git_log);
AFTERWORD_READER(change_records);
AFTERWORD_READER(alert_records);
AFTERWORD_READER(metrics_table);
AFTERWORD_READER(span_list);
AFTERWORD_READER(pattern_list);
AFTERWORD_READER(status_feed);

#undef AFTERWORD_READER

}  // namespace afterword
