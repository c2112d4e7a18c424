// What Prometheus' HTTP API answers to queries: matrices (query_range) and vectors (query).
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/prometheus_labels.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

/// The part of an answer that holds the series: with or without the envelope.
Json find_result(Json root) {
  for (Json list : {root["data"]["result"], root["result"], root}) {
    if (list.is_array()) return list;
  }
  return {};
}

bool is_series(Json series) {
  return series["metric"].is_object() && (series["values"].is_array() || series["value"].is_array());
}

/// "metrics/errors_ratio.json" → "errors_ratio".
std::string series_name_of(std::string_view path) {
  const std::string file = file_name_of(path);
  return file.substr(0, file.find('.'));
}

void read_sample(Json pair, const SeriesName& name, Reading& reading, SeriesSet& set) {
  Json::Iterator at = pair.begin();
  if (at == pair.end()) return;
  const Json time = *at;
  const auto instant = reading.instants.read(time);
  if (!instant || ++at == pair.end()) {
    reading.add_without_time(reading.place(pair));
    return;
  }
  const auto value = (*at).number();
  if (!value) {
    reading.add_unreadable(reading.place(pair));
    return;
  }
  set.add(name, *instant, *value, [&] { return reading.place(pair); });
  reading.add_record();
}

/// Prometheus keeps which alerts fired as a series of its own. A gap of more than three steps ends one.
void read_alert_series(Json series, Reading& reading) {
  const Json labels = series["metric"];
  if (labels["alertstate"].text() != "firing") return;
  Alert alert;
  std::optional<Instant> last, step;
  const auto close = [&](bool over) {
    if (alert.fired == 0) return;
    if (over) alert.ended = last;
    reading.evidence.alerts.push_back(alert);
    alert = {};
    last.reset();
  };
  for (const Json pair : series["values"]) {
    const auto at = reading.instants.read(pair.first());
    if (!at) continue;
    if (last && *at > *last) step = std::min(step.value_or(*at - *last), *at - *last);
    if (last && step && *at - *last > 3 * *step) close(true);
    if (alert.fired == 0) {
      alert.fired = *at;
      alert.name = labels["alertname"].text();
      alert.service = labels["service"].text();
      alert.host = labels["instance"].text();
      alert.severity = labels["severity"].text();
      alert.place = reading.place(pair);
    }
    last = at;
    reading.add_record();
  }
  close(false);
}

}  // namespace

int recognise_prometheus_json(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  return is_series(find_result(document.root()).first()) ? 92 : 0;
}

void read_prometheus_json(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  SeriesSet set;
  for (const Json value : document.values()) {
    for (const Json series : find_result(value)) {
      if (!is_series(series)) {
        reading.add_unreadable(reading.place(series));
        continue;
      }
      if (series["metric"]["__name__"].text() == "ALERTS") {
        read_alert_series(series, reading);
        continue;
      }
      PrometheusLabels labels;
      for (const Json label : series["metric"]) labels.add(label.key(), label.text());
      SeriesName name = labels.take();
      if (name.name.empty()) name.name = series_name_of(context.path);  // an expression's result has none
      for (const Json pair : series["values"]) read_sample(pair, name, reading, set);
      if (series["value"].is_array()) read_sample(series["value"], name, reading, set);
    }
  }
  set.move_to(evidence.series);
  reading.finish("samples");
}

}  // namespace afterword
