#include "archive/statistics.h"

#include <algorithm>
#include <tuple>

namespace afterword {
namespace {

constexpr std::int64_t ages_max[] = {30, 90, 180, 365};
constexpr std::string_view ages[] = {"up to 30 days", "31 to 90 days", "91 to 180 days", "181 to 365 days", "older"};

void add(Distribution& distribution, const std::optional<double>& value, std::uint32_t report) {
  if (!value || *value < 0) return;
  distribution.values.push_back(*value);
  distribution.reports.push_back(report);
}

void sort(Distribution& distribution) {
  std::vector<std::pair<double, std::uint32_t>> pairs;
  for (std::size_t i = 0; i < distribution.values.size(); ++i)
    pairs.emplace_back(distribution.values[i], distribution.reports[i]);
  std::sort(pairs.begin(), pairs.end());
  for (std::size_t i = 0; i < pairs.size(); ++i) std::tie(distribution.values[i], distribution.reports[i]) = pairs[i];
}

void count_completion(Statistics& out, const Record& record, Date day) {
  if (!record.date || !is_valid(*record.date) || *record.date > day) return;
  const std::int64_t age = days_of(day) - days_of(*record.date);
  const auto place =
      static_cast<std::size_t>(std::lower_bound(std::begin(ages_max), std::end(ages_max), age) - std::begin(ages_max));
  for (const KeptMeasure& measure : record.measures) {
    if (!measure.task) continue;
    ++out.completion[place].measures;
    out.completion[place].done += measure.done;
  }
}

}  // namespace

std::optional<double> Distribution::median() const {
  if (values.empty()) return std::nullopt;
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::optional<double> Distribution::p90() const {
  if (values.empty()) return std::nullopt;
  return values[(values.size() * 9 + 9) / 10 - 1];
}

Statistics make_statistics(std::span<const Record> records, Date day) {
  Statistics out;
  for (std::size_t i = 0; i < out.completion.size(); ++i) out.completion[i].age = ages[i];
  for (std::uint32_t place = 0; place < records.size(); ++place) {
    const Record& record = records[place];
    if (!record.is_postmortem) continue;
    ++out.reports;
    add(out.detect, record.detect_min, place);
    add(out.mitigate, record.mitigate_min, place);
    add(out.resolve, record.duration_min, place);
    if (record.duration_min && record.percent && *record.duration_min >= 0) {
      add(out.impact, *record.duration_min * *record.percent / 100, place);
      out.impact_sum += *record.duration_min * *record.percent / 100;
    }
    if (record.detected_how) ++out.detected[*record.detected_how];
    if (record.date && record.cause_class) ++out.causes[record.date->year][*record.cause_class];
    count_completion(out, record, day);
  }
  for (Distribution* one : {&out.detect, &out.mitigate, &out.resolve, &out.impact}) sort(*one);
  return out;
}

std::string_view query_of(std::string_view name) {
  if (name == "detect") return "has:time-to-detect";
  if (name == "mitigate") return "has:time-to-mitigate";
  return name == "resolve" ? "has:time-to-resolve" : "has:impact-minutes";
}

std::string query_of(DetectedHow how) {
  return "detected:" + std::string(name_of(how));
}

std::string query_of(int year, CauseClass cause) {
  std::string name(name_of(cause));
  for (char& c : name)
    if (c == '/' || c == ' ') c = '-';
  return "has:incident class:" + name + " year:" + std::to_string(year);
}

std::string query_of_age(std::size_t place, Date day) {
  const auto text_of = [&](std::int64_t days_before) {
    std::string out;
    append_date(out, next_day(day, static_cast<int>(-days_before)));
    return out;
  };
  std::string out = "has:tasks";
  if (place < std::size(ages_max)) out += " after:" + text_of(ages_max[place]);
  return out + " before:" + text_of(place == 0 ? -1 : ages_max[place - 1]);
}

std::string_view definition_of(std::string_view name) {
  if (name == "detect") return "minutes from the beginning of the outage to the moment the report says it was detected";
  if (name == "mitigate")
    return "minutes from the beginning to the first entry of the timeline that tells of a mitigation";
  if (name == "resolve") return "minutes from the beginning to the end of the outage, as stated, else from both times";
  return "minutes of the outage times the share of users it hit, where the report says both";
}

}  // namespace afterword
