// What stores of metrics other than Prometheus answer: Graphite, Datadog, InfluxDB, CloudWatch, OpenTSDB.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/prometheus_labels.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

class AnswerReader {
 public:
  explicit AnswerReader(Reading& reading) : reading_(reading) {}

  /// Whether it is an answer of a store that is known; reads it if so.
  bool read(Json root) {
    if (root.is_array()) {
      bool any = false;
      for (const Json element : root) any = read_target(element) || read_points(element) || any;
      return any;
    }
    if (root["series"].first()["pointlist"].is_array()) {
      for (const Json series : root["series"]) read_scope(series);
      return true;
    }
    if (root["results"].first()["series"].is_array()) {
      for (const Json result : root["results"])
        for (const Json series : result["series"]) read_columns(series);
      return true;
    }
    if (root["MetricDataResults"].is_array()) {
      for (const Json series : root["MetricDataResults"]) read_times_and_values(series);
      return true;
    }
    if (root["Datapoints"].is_array() && root["Datapoints"].first()["Timestamp"].says_something()) {
      read_datapoints(root);
      return true;
    }
    return false;
  }

  void finish() { set_.move_to(reading_.evidence.series); }

 private:
  void add(const SeriesName& name, Json time, Json value, Json where) {
    if (value.kind() == JsonKind::null) return;  // there was none
    const auto number = value.number();
    const auto at = reading_.instants.read(time);
    if (!number || !at) {
      if (at) return reading_.add_unreadable(reading_.place(where));
      return reading_.add_without_time(reading_.place(where));
    }
    set_.add(name, *at, *number, [&] { return reading_.place(where); });
    reading_.add_record();
  }

  static Json element(Json list, int index) {
    auto at = list.begin();
    for (; index > 0 && at != list.end(); --index) ++at;
    return at == list.end() ? Json{} : *at;
  }

  static SeriesName name_of(std::string name, Json tags) {
    PrometheusLabels labels;
    for (const Json tag : tags) labels.add(tag.key(), tag.text());
    SeriesName out = labels.take();
    out.name = std::move(name);
    return out;
  }

  /// Graphite: {"target": "cart.errors", "datapoints": [[value, seconds], …]}.
  bool read_target(Json series) {
    if (!series["target"].is_string() || !series["datapoints"].is_array()) return false;
    const SeriesName name = name_of(series["target"].text(), series["tags"]);
    for (const Json pair : series["datapoints"]) add(name, element(pair, 1), element(pair, 0), pair);
    return true;
  }

  /// OpenTSDB: {"metric": "cart.errors", "tags": {…}, "dps": {"1782311940": 1, …}}.
  bool read_points(Json series) {
    if (!series["metric"].is_string() || !series["dps"].is_object()) return false;
    const SeriesName name = name_of(series["metric"].text(), series["tags"]);
    for (const Json point : series["dps"]) {
      const auto at = reading_.instants.read(std::string_view(point.key()));
      const auto number = point.number();
      if (!at || !number) {
        reading_.add_unreadable(reading_.place(point));
        continue;
      }
      set_.add(name, *at, *number, [&] { return reading_.place(point); });
      reading_.add_record();
    }
    return true;
  }

  /// Datadog: {"metric": "cart.errors", "scope": "service:cart,host:web-1", "pointlist": [[milliseconds, value], …]}.
  void read_scope(Json series) {
    PrometheusLabels labels;
    const std::string scope = series["scope"].text();
    for (std::size_t at = 0; at < scope.size();) {
      const std::size_t end = std::min(scope.find(',', at), scope.size());
      const std::string_view part = std::string_view(scope).substr(at, end - at);
      if (const std::size_t colon = part.find(':'); colon != std::string_view::npos)
        labels.add(std::string(part.substr(0, colon)), std::string(part.substr(colon + 1)));
      at = end + 1;
    }
    SeriesName name = labels.take();
    name.name = series["metric"].text();
    for (const Json pair : series["pointlist"]) add(name, element(pair, 0), element(pair, 1), pair);
  }

  /// InfluxDB 1: {"name": "cpu", "tags": {…}, "columns": ["time", "mean"], "values": [[time, value], …]}.
  void read_columns(Json series) {
    std::vector<std::string> columns;
    for (const Json column : series["columns"]) columns.push_back(column.text());
    for (const Json row : series["values"]) {
      const Json time = row.first();
      std::size_t i = 0;
      for (const Json value : row) {
        if (i > 0 && i < columns.size() && (value.is_number() || value.kind() == JsonKind::null)) {
          const std::string name = series["name"].text() + (columns[i] == "value" ? "" : "_" + columns[i]);
          add(name_of(name, series["tags"]), time, value, row);
        }
        ++i;
      }
    }
  }

  /// CloudWatch, get-metric-data: {"Label": "CPUUtilization", "Timestamps": […], "Values": […]}.
  void read_times_and_values(Json series) {
    const SeriesName name =
        name_of(series["Label"].says_something() ? series["Label"].text() : series["Id"].text(), {});
    auto value = series["Values"].begin();
    const auto end = series["Values"].end();
    for (const Json time : series["Timestamps"]) {
      if (value == end) return reading_.add_unreadable(reading_.place(time));
      add(name, time, *value, time);
      ++value;
    }
  }

  /// CloudWatch, get-metric-statistics: {"Label": "CPUUtilization", "Datapoints": [{"Timestamp": …, "Average": 42.5}]}.
  void read_datapoints(Json root) {
    for (const Json point : root["Datapoints"])
      for (const std::string_view statistic : {"Average", "Sum", "Maximum", "Minimum", "SampleCount"})
        if (point[statistic].is_number())
          add(name_of(root["Label"].text() + "_" + lower_ascii(statistic), {}), point["Timestamp"], point[statistic],
              point);
  }

  Reading& reading_;
  SeriesSet set_;
};

}  // namespace

int recognise_metric_answer(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  bool may_be = false;
  for (const std::string_view name :
       {"\"datapoints\"", "\"pointlist\"", "\"columns\"", "\"MetricDataResults\"", "\"Datapoints\"", "\"dps\""})
    may_be = may_be || json.find(name) != std::string_view::npos;
  if (!may_be) return 0;
  const JsonDocument document(json);
  Input input;
  Evidence evidence;
  const ReaderContext context{};
  Reading reading(json, context, input, evidence);
  return AnswerReader(reading).read(document.root()) && input.records > 0 ? 90 : 0;
}

void read_metric_answer(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  AnswerReader answers(reading);
  for (const Json value : document.values())
    if (!answers.read(value)) reading.add_unreadable(reading.place(value));
  answers.finish();
  reading.finish("samples");
}

}  // namespace afterword
