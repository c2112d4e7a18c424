// Prometheus' and OpenMetrics' text exposition: `name{label="value"} 1.5 1773478800000`.
#include "evidence/instant.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/prometheus_labels.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/series_set.h"
#include "text/ascii.h"

namespace afterword {
namespace {

struct Sample {
  SeriesName name;
  double value = 0;
  std::string_view time;  ///< as written; empty where there is none
};

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      out += text[i] == 'n' ? '\n' : text[i];
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Reads `{a="b",c="d"}` from the front of `rest`. False where it is broken.
bool take_labels(std::string_view& rest, PrometheusLabels& labels) {
  rest.remove_prefix(1);
  while (!rest.starts_with('}')) {
    std::size_t name_end = 0;
    while (name_end < rest.size() && (is_name_byte(rest[name_end]) || rest[name_end] == ' ')) ++name_end;
    if (rest.substr(name_end, 2) != "=\"") return false;
    std::size_t end = name_end + 2;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    if (end >= rest.size()) return false;
    labels.add(trim_blanks(rest.substr(0, name_end)), unescape(rest.substr(name_end + 2, end - name_end - 2)));
    rest.remove_prefix(end + 1);
    if (rest.starts_with(',')) rest.remove_prefix(1);
    if (rest.empty()) return false;
  }
  rest.remove_prefix(1);
  return true;
}

std::optional<Sample> read_line(std::string_view line) {
  std::size_t name_end = 0;
  while (name_end < line.size() && is_name_byte(line[name_end])) ++name_end;
  if (name_end == 0 || (line[0] >= '0' && line[0] <= '9')) return {};
  PrometheusLabels labels;
  labels.add("__name__", line.substr(0, name_end));
  std::string_view rest = line.substr(name_end);
  if (rest.starts_with('{') && !take_labels(rest, labels)) return {};
  if (!rest.starts_with(' ') && !rest.starts_with('\t')) return {};
  rest = trim_blanks(rest.substr(0, rest.find(" # ")));  // what follows is an exemplar
  const std::size_t value_end = std::min(rest.find_first_of(" \t"), rest.size());
  Sample sample;
  const auto value = read_sample(rest.substr(0, value_end));
  if (!value) return {};
  sample.value = *value;
  sample.time = trim_blanks(rest.substr(value_end));
  if (!sample.time.empty() && !read_sample(sample.time)) return {};
  sample.name = labels.take();
  return sample;
}

bool is_comment(std::string_view line) {
  return line.starts_with('#');
}

}  // namespace

int recognise_openmetrics(std::string_view head, std::string_view) {
  int lines = 0, samples = 0;
  bool described = false;
  for_each_line(head, [&](std::string_view line, std::size_t begin) {
    if (trim_blanks(line).empty() || lines >= 40 || begin + line.size() == head.size()) return;
    described |= line.starts_with("# TYPE ") || line.starts_with("# HELP ");
    if (is_comment(line)) return;
    ++lines;
    samples += read_line(line) ? 1 : 0;
  });
  if (described) return samples * 2 > lines ? 95 : 0;
  return samples >= 3 && samples * 10 >= lines * 9 ? 60 : 0;
}

void read_openmetrics(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  SeriesSet set;
  Missing untimed;
  for_each_line(bytes, [&](std::string_view line, std::size_t begin) {
    if (trim_blanks(line).empty() || is_comment(line)) return;
    const Place place = reading.place(begin, begin + line.size());
    const auto sample = read_line(line);
    if (!sample) {
      reading.add_unreadable(place);
      return;
    }
    std::optional<Instant> at = reading.instants.read(sample->time);
    if (sample->time.empty()) {
      untimed.add(place);
      if (context.modified != 0) at = context.modified * one_second;
    }
    if (!at) {
      if (!sample->time.empty()) reading.add_without_time(place);
      return;
    }
    set.add(sample->name, *at, sample->value, [&] { return place; });
    reading.add_record();
  });
  if (untimed.count > 0) {
    const std::string all =
        group_digits(untimed.count) + (untimed.count == 1 ? " sample has no time" : " samples have no time");
    if (context.modified != 0) {
      reading.note(untimed.first, "time-inferred",
                   all + ": " + write_instant(context.modified * one_second) + " is taken, when the file was written");
    } else {
      reading.note(untimed.first, "no-time", all);
      input.unread += untimed.count;
    }
  }
  set.move_to(evidence.series);
  reading.finish("samples");
}

}  // namespace afterword
