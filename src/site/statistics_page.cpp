#include <algorithm>
#include <cmath>

#include "archive/statistics.h"
#include "moment/duration.h"
#include "render/html.h"
#include "render/svg.h"
#include "site/lists.h"

namespace afterword {
namespace {

constexpr double minutes_max = 43200;  ///< 30 days: what lasted longer stands at the right end

struct Tick {
  double minutes;
  std::string_view label;
};
constexpr Tick ticks[] = {{1, "1 min"}, {10, "10 min"}, {60, "1 h"}, {360, "6 h"}, {1440, "1 day"}, {10080, "1 week"}};

double place_of(double minutes) {
  return std::log(std::clamp(minutes, 1.0, minutes_max)) / std::log(minutes_max);
}

std::string length_of(double minutes) {
  return minutes < 1 ? "under 1 min"
                     : duration_text(static_cast<std::int64_t>(std::llround(std::min(minutes, 1e9))) * 60);
}

/// Every value a dot above a log axis, as high as there are values alike; in a large archive a dot stands for several.
std::string dot_plot(const Distribution& values, std::string_view title, double width, std::string_view cls) {
  constexpr double left = 8, dot = 6, tall_max = 16;
  const double inner = width - 2 * left;
  const auto columns = static_cast<std::size_t>(inner / dot);
  std::vector<std::size_t> counts(columns);
  for (const double value : values.values)
    ++counts[std::min(columns - 1, static_cast<std::size_t>(place_of(value) * static_cast<double>(columns - 1) + 0.5))];
  const std::size_t most = *std::max_element(counts.begin(), counts.end());
  const std::size_t unit = (most + static_cast<std::size_t>(tall_max) - 1) / static_cast<std::size_t>(tall_max);
  const std::size_t rows = (most + unit - 1) / unit;
  const double base = 24 + static_cast<double>(rows) * dot;
  Drawing drawing(width, base + 26);
  const auto x_of = [&](double minutes) { return left + place_of(minutes) * (inner - dot) + dot / 2; };
  std::string dots;
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t k = 0; k * unit < counts[i]; ++k) {
      const double x = left + (static_cast<double>(i) + 0.5) * (inner - dot) / static_cast<double>(columns - 1);
      dots += "M" + number_text(x - 2.4) + " " + number_text(base - 4 - static_cast<double>(k) * dot) +
              "a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0";
    }
  drawing.path(dots, "pi");
  drawing.line(left, base, width - left, base, "ax");
  for (const Tick& tick : ticks) {
    drawing.line(x_of(tick.minutes), base, x_of(tick.minutes), base + 4, "ax");
    (void)drawing.try_label(
        {x_of(tick.minutes), base + 18, tick.label, "q", tick.minutes <= 1 ? Anchor::start : Anchor::middle, 12});
  }
  const double median = *values.median(), p90 = *values.p90();
  for (const auto& [value, name] : {std::pair(median, "median"), {p90, "p90"}}) {
    const double x = x_of(value);
    drawing.line(x, 14, x, base, "br");
    const std::string label = std::string(name) + " " + length_of(value);
    const Anchor anchor = x > width * 0.7 ? Anchor::end : Anchor::start;
    const double at = anchor == Anchor::end ? x - 4 : x + 4;
    if (!drawing.try_label({at, 12, label, "b", anchor, 12, Weight::bold}))
      (void)drawing.try_label({anchor == Anchor::end ? x + 4 : x - 4, 12, label, "b",
                               anchor == Anchor::end ? Anchor::start : Anchor::end, 12, Weight::bold});
  }
  Figure figure;
  figure.id = std::string(cls.substr(0, 1)) + slug_of(title, 4);
  figure.title = title;
  figure.description = std::string(title) + ": " + count_of(values.count(), "report") + ", median " +
                       length_of(median) + ", 90 % within " + length_of(p90) + ".";
  figure.width = drawing.width();
  figure.height = drawing.height();
  figure.body = drawing.markup();
  std::string out;
  append_inline_svg(out, figure, cls);
  if (unit > 1 && cls == "wide") out += "<!--" + std::to_string(unit) + "-->";
  return out;
}

void append_distribution(std::string& out, std::string_view name, std::string_view title, const Distribution& values) {
  out += "<section><h2>" + std::string(title) + "</h2>\n<p class=\"note\">" +
         escaped(with_capital(definition_of(name))) + ". The reports behind it: <code>afterword search '" +
         std::string(query_of(name)) + "'</code></p>\n";
  if (values.count() == 0) {
    out += "<p>No report says it.</p></section>\n";
    return;
  }
  out += "<p class=\"figures\"><b>n = " + std::to_string(values.count()) + "</b> <b>median " +
         length_of(*values.median()) + "</b> <b>90 % within " + length_of(*values.p90()) +
         "</b></p>\n<figure class=\"fig\">";
  out += dot_plot(values, title, 760, "wide") + dot_plot(values, title, 340, "tall");
  out += "</figure></section>\n";
}

void append_causes(std::string& out, const Statistics& statistics) {
  if (statistics.causes.empty()) return;
  std::map<CauseClass, std::size_t> sums;
  for (const auto& [year, classes] : statistics.causes)
    for (const auto& [cause, count] : classes) sums[cause] += count;
  std::vector<std::pair<std::size_t, CauseClass>> order;
  for (const auto& [cause, count] : sums) order.emplace_back(count, cause);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  constexpr std::size_t years_max = 12;
  std::vector<int> years;
  for (auto year = statistics.causes.rbegin(); year != statistics.causes.rend() && years.size() < years_max; ++year)
    years.push_back(year->first);
  std::reverse(years.begin(), years.end());
  out +=
      "<section><h2>Causes over time</h2>\n<div class=\"tw\" tabindex=\"0\" role=\"group\" aria-label=\"Causes by "
      "year\"><table class=\"heat\"><caption>Reports by class of causes and year of the outage</caption><thead><tr><th "
      "scope=\"col\">Cause</th>";
  for (const int year : years) out += "<th scope=\"col\" class=\"ar\">" + std::to_string(year) + "</th>";
  out += "<th scope=\"col\" class=\"ar\">All</th></tr></thead><tbody>";
  std::size_t most = 1;
  for (const int year : years)
    for (const auto& [cause, count] : statistics.causes.at(year)) most = std::max(most, count);
  for (const auto& [sum, cause] : order) {
    const std::string name(name_of(cause));
    out += "<tr><th scope=\"row\"><a href=\"causes/" + slug_of(name, 8) + ".html\">" + escaped(with_capital(name)) +
           "</a></th>";
    for (const int year : years) {
      const auto& classes = statistics.causes.at(year);
      const auto at = classes.find(cause);
      const std::size_t count = at == classes.end() ? 0 : at->second;
      out += "<td class=\"ar h" + std::to_string(count == 0 ? 0 : 1 + count * 3 / most) + "\">" +
             (count == 0 ? "" : std::to_string(count)) + "</td>";
    }
    out += "<td class=\"ar\">" + std::to_string(sum) + "</td></tr>";
  }
  out += "</tbody></table></div></section>\n";
}

void append_shares(std::string& out, const Statistics& statistics) {
  if (!statistics.detected.empty()) {
    std::size_t told = 0;
    for (const auto& [how, count] : statistics.detected) told += count;
    out += "<section><h2>Who noticed</h2>\n<p class=\"note\">" + std::to_string(told) + " of " +
           count_of(statistics.reports, "report") + " say it.</p>\n<ol class=\"groups\">\n";
    for (const auto& [how, count] : statistics.detected)
      out += "<li><div><h3>" + escaped(with_capital(name_of(how))) + "</h3></div>" +
             bar_markup(count, told, std::to_string(count)) + "</li>\n";
    out += "</ol></section>\n";
  }
  bool any = false;
  for (const Completion& one : statistics.completion) any |= one.measures > 0;
  if (!any) return;
  out += "<section><h2>Tasks done, by the age of the outage</h2>\n<ol class=\"groups\">\n";
  for (const Completion& one : statistics.completion)
    if (one.measures > 0)
      out += "<li><div><h3>" + escaped(with_capital(one.age)) + "</h3></div>" +
             bar_markup(one.done, one.measures, std::to_string(one.done) + " of " + std::to_string(one.measures)) +
             "</li>\n";
  out += "</ol></section>\n";
}

}  // namespace

void make_statistics_page(const Overview& all, const TakeFile& take) {
  const Statistics statistics = make_statistics(all.records, all.site.options.today);
  std::size_t repeats = 0;
  for (const Again* again : all.again) repeats += again != nullptr;
  const std::string about = count_of(statistics.reports, "report") +
                            ". Whatever a report does not say is not counted; there is no average here, because a few "
                            "long outages would hide all others.";
  std::string body = "<h1>Numbers</h1>\n<p class=\"verdict\">" + about + "</p>\n";
  if (statistics.reports > 0 && all.site.options.audience != Audience::public_)
    body += "<p class=\"figures\"><b>" + std::to_string(repeats) + " of " + std::to_string(statistics.reports) +
            "</b> are a failure that an earlier report had told of (repeat rate " +
            std::to_string(repeats * 100 / statistics.reports) + " %).</p>\n";
  append_distribution(body, "detect", "Time to detect", statistics.detect);
  append_distribution(body, "mitigate", "Time to mitigate", statistics.mitigate);
  append_distribution(body, "resolve", "Time to resolve", statistics.resolve);
  append_distribution(body, "impact", "Impact-minutes", statistics.impact);
  append_causes(body, statistics);
  append_shares(body, statistics);
  take({"statistics.html",
        page_around(
            {.address = "statistics.html", .title = "Numbers", .about = about, .picture = {}, .current = "statistics"},
            body, all.site.options)});
}

}  // namespace afterword
