#include "workspace/statistics_report.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "workspace/cells.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr double minutes_max = 43200;  // 30 days: what lasted longer stands at the right end
constexpr std::size_t height_max = 5;

struct Named {
  std::string_view name, title;
  const Distribution* distribution;
};

std::array<Named, 4> distributions_of(const Statistics& s) {
  return {{{"detect", "Time to detect", &s.detect},
           {"mitigate", "Time to mitigate", &s.mitigate},
           {"resolve", "Time to resolve", &s.resolve},
           {"impact", "Impact-minutes", &s.impact}}};
}

/// At most two digits behind the point, and none that say nothing.
std::string number_text(double value) {
  const auto hundredths = static_cast<std::int64_t>(std::llround(std::min(value, 1e15) * 100));
  std::string out = std::to_string(hundredths / 100);
  if (const auto rest = hundredths % 100; rest != 0) {
    out += rest < 10 ? ".0" : ".";
    out += std::to_string(rest);
    if (out.back() == '0') out.pop_back();
  }
  return out;
}

std::string length_text(double minutes) {
  if (minutes < 1) return "under 1 min";
  if (minutes < 120) return number_text(std::round(minutes)) + " min";
  if (minutes < 2880) return number_text(std::round(minutes / 6) / 10) + " h";
  return number_text(std::round(minutes / 144) / 10) + " days";
}

std::size_t column_of(double minutes, std::size_t columns) {
  const double share = std::log(std::clamp(minutes, 1.0, minutes_max)) / std::log(minutes_max);
  return static_cast<std::size_t>(std::lround(share * static_cast<double>(columns - 1)));
}

/// Dots above a log axis from a minute to 30 days.
std::string plot(const Distribution& distribution, std::size_t columns) {
  std::vector<std::size_t> counts(columns);
  for (const double value : distribution.values) ++counts[column_of(value, columns)];
  const std::size_t most = *std::max_element(counts.begin(), counts.end());
  const std::size_t unit = (most + height_max - 1) / height_max;
  std::string out;
  for (std::size_t row = (most + unit - 1) / unit; row > 0; --row) {
    std::string line = "  ";
    std::size_t blanks = 0;
    for (const std::size_t count : counts) {
      if (count <= (row - 1) * unit) {
        ++blanks;
        continue;
      }
      line += std::string(blanks, ' ') + "•";
      blanks = 0;
    }
    out += line + "\n";
  }
  constexpr std::pair<double, std::string_view> ticks[] = {{1, "1 min"}, {10, "10 min"},  {60, "1 h"},
                                                           {360, "6 h"}, {1440, "1 day"}, {10080, "1 week"}};
  std::string axis = "  ", labels = "  ";
  std::size_t drawn = 0;
  for (const auto& [minutes, label] : ticks) {
    const std::size_t at = column_of(minutes, columns);
    for (; drawn < at; ++drawn) axis += "─";
    axis += "┴";
    ++drawn;
    labels += std::string(at + 2 > labels.size() ? at + 2 - labels.size() : 1, ' ') + std::string(label);
  }
  for (; drawn < columns; ++drawn) axis += "─";
  out += axis + "\n" + labels + "\n";
  if (unit > 1) out += "  a dot stands for up to " + std::to_string(unit) + " reports\n";
  return out;
}

std::string count_of(std::size_t part, std::size_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

/// A word of a command line as shells take it.
std::string shell_word(std::string_view word) {
  constexpr std::string_view plain = "/._-";
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           plain.find(c) != std::string_view::npos;
  });
  if (is_plain) return std::string(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The command that shows the reports behind a figure.
std::string command_for(std::string_view query, const std::string& folder) {
  return "afterword search '" + std::string(query) + "'" + (folder == "." ? "" : " " + shell_word(folder));
}

std::string cause_lines(const Statistics& s, std::uint32_t width) {
  std::string out;
  for (const auto& [year, classes] : s.causes) {
    std::vector<std::pair<std::size_t, CauseClass>> order;
    for (const auto& [cause, count] : classes) order.emplace_back(count, cause);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::string counts;
    for (std::size_t i = 0; i < order.size(); ++i)
      counts +=
          std::string(i > 0 ? ", " : "") + std::to_string(order[i].first) + " " + std::string(name_of(order[i].second));
    out += "  " + std::to_string(year) + "  " + wrap_words(counts, 8, width) + "\n";
  }
  return out;
}

/// One command for the cause that most reports have, which shows how each figure of the list is asked for.
std::string causes_behind(const Statistics& s, const std::function<std::string(std::string_view)>& behind) {
  std::size_t most = 0;
  std::string query;
  for (const auto& [year, classes] : s.causes)
    for (const auto& [cause, count] : classes)
      if (count > most) most = count, query = query_of(year, cause);
  return behind(query);
}

}  // namespace

std::string print_statistics(const Statistics& s, std::span<const Record> records, const StatisticsView& view) {
  const std::uint32_t width = view.width;
  const auto behind = [&](std::string_view query) { return "  " + command_for(query, view.folder) + "\n"; };
  const std::size_t columns = std::clamp<std::size_t>(width, 60, 100) - 8;
  std::string out = std::to_string(s.reports) + (s.reports == 1 ? " report" : " reports") + " of incidents\n";
  out += behind("has:incident");
  if (s.repeats && s.reports > 0)
    out += count_of(*s.repeats, s.reports) + " are a failure that an earlier one had told of (repeat rate " +
           std::to_string(*s.repeats * 100 / s.reports) + " %)\n  afterword similar " + shell_word(view.folder) + "\n";
  for (const Named& named : distributions_of(s)) {
    const Distribution& d = *named.distribution;
    out += "\n" + std::string(named.title) + ": n = " + std::to_string(d.count());
    if (d.count() > 0) out += ", median " + length_text(*d.median()) + ", p90 " + length_text(*d.p90());
    out += "\n  " + wrap_words(definition_of(named.name), 2, width) + "\n";
    if (d.count() == 0) continue;
    out += behind(query_of(named.name));
    out += plot(d, columns) + "  the most: " + length_text(d.values.back()) + ", " +
           show_path(records[d.reports.back()].path) + "\n";
  }
  if (s.impact.count() > 0) out += "  in sum " + length_text(s.impact_sum) + "\n";
  std::size_t told = 0;
  for (const auto& [how, count] : s.detected) told += count;
  out += "\nDetected by (" + count_of(told, s.reports) + " say it)\n";
  for (const auto& [how, count] : s.detected)
    out += "  " + std::string(name_of(how)) + ": " + std::to_string(count) + "\n  " + behind(query_of(how));
  if (!s.causes.empty()) out += "\nCauses by year of the outage\n" + cause_lines(s, width) + causes_behind(s, behind);
  out += "\nTasks done, by the age of the outage\n";
  for (std::size_t i = 0; i < s.completion.size(); ++i) {
    const Completion& one = s.completion[i];
    if (one.measures == 0) continue;
    out += "  " + std::string(one.age) + ": " + count_of(one.done, one.measures) + " done\n  " +
           behind(query_of_age(i, view.day));
  }
  return out;
}

std::string statistics_json(const Statistics& s, std::span<const Record> records, Date day) {
  const auto number = [](const std::optional<double>& value) { return value ? number_text(*value) : "null"; };
  std::string out = "{\"schema\":\"afterword.stats/1\",\"reports\":" + std::to_string(s.reports);
  out += ",\"repeats\":" + (s.repeats ? std::to_string(*s.repeats) : std::string("null"));
  for (const Named& named : distributions_of(s)) {
    const Distribution& d = *named.distribution;
    out += ",\n\"" + std::string(named.name) + "\":{\"definition\":" + json_string(definition_of(named.name)) +
           ",\"query\":" + json_string(query_of(named.name)) + ",\"n\":" + std::to_string(d.count()) +
           ",\"median\":" + number(d.median()) + ",\"p90\":" + number(d.p90()) + ",\"values\":[";
    for (std::size_t i = 0; i < d.values.size(); ++i) out += (i > 0 ? "," : "") + number_text(d.values[i]);
    out += "],\"reports\":[";
    for (std::size_t i = 0; i < d.reports.size(); ++i)
      out += (i > 0 ? "," : "") + json_string(records[d.reports[i]].path);
    out += "]}";
  }
  out += ",\n\"impact_minutes_sum\":" + number_text(s.impact_sum) + ",\n\"detected_how\":{";
  std::string between;
  for (const auto& [how, count] : s.detected) {
    out += between + json_string(name_of(how)) + ":" + std::to_string(count);
    between = ",";
  }
  out += "},\n\"queries\":{\"reports\":\"has:incident\"";
  for (const auto& [how, count] : s.detected)
    out += "," + json_string("detected_how " + std::string(name_of(how))) + ":" + json_string(query_of(how));
  out += "},\n\"causes\":[";
  between.clear();
  for (const auto& [year, classes] : s.causes)
    for (const auto& [cause, count] : classes) {
      out += between + "{\"year\":" + std::to_string(year) + ",\"cause_class\":" + json_string(name_of(cause)) +
             ",\"reports\":" + std::to_string(count) + ",\"query\":" + json_string(query_of(year, cause)) + "}";
      between = ",";
    }
  out += "],\n\"completion\":[";
  for (std::size_t i = 0; i < s.completion.size(); ++i)
    out += std::string(i > 0 ? "," : "") + "{\"age\":" + json_string(s.completion[i].age) +
           ",\"tasks\":" + std::to_string(s.completion[i].measures) +
           ",\"done\":" + std::to_string(s.completion[i].done) + ",\"query\":" + json_string(query_of_age(i, day)) +
           "}";
  return out + "]}\n";
}

std::string statistics_csv(const Statistics& s) {
  std::string out = "group,name,key,value\n";
  const auto row = [&](std::string_view group, std::string_view name, std::string_view key, const std::string& value) {
    out.append(group).append(",").append(name).append(",").append(key).append(",").append(value).append("\n");
  };
  row("reports", "incidents", "n", std::to_string(s.reports));
  if (s.repeats) row("reports", "repeats", "n", std::to_string(*s.repeats));
  for (const Named& named : distributions_of(s)) {
    const Distribution& d = *named.distribution;
    row("minutes", named.name, "n", std::to_string(d.count()));
    if (d.count() == 0) continue;
    row("minutes", named.name, "median", number_text(*d.median()));
    row("minutes", named.name, "p90", number_text(*d.p90()));
  }
  row("minutes", "impact", "sum", number_text(s.impact_sum));
  for (const auto& [how, count] : s.detected) row("detected_how", name_of(how), "n", std::to_string(count));
  for (const auto& [year, classes] : s.causes)
    for (const auto& [cause, count] : classes)
      row("causes", name_of(cause), std::to_string(year), std::to_string(count));
  for (const Completion& one : s.completion) {
    row("completion", one.age, "tasks", std::to_string(one.measures));
    row("completion", one.age, "done", std::to_string(one.done));
  }
  return out;
}

}  // namespace afterword
