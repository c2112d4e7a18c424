#include <algorithm>
#include <array>

#include "render/html.h"
#include "site/lists.h"

namespace afterword {
namespace {

constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

enum class Unit : std::uint8_t { week, month, year };

std::int64_t number_of(Date date, Unit unit) {
  if (unit == Unit::year) return date.year;
  if (unit == Unit::month) return date.year * 12 + date.month - 1;
  return (days_of(date) + 3) / 7;  // weeks begin on Monday, as 1970-01-01 was a Thursday
}

/// A label below the column where a month or a year begins.
std::string label_of(std::int64_t number, Unit unit) {
  if (unit == Unit::year) return std::to_string(number);
  if (unit == Unit::month) return number % 12 == 0 ? std::to_string(number / 12) : std::string();
  const Date monday = next_day({1970, 1, 1}, static_cast<int>(number * 7 - 3));
  if (monday.day > 7) return {};
  return monday.month == 1 ? std::to_string(monday.year) : std::string(months[monday.month - 1]);
}

std::string words_of(std::int64_t number, Unit unit) {
  if (unit == Unit::year) return std::to_string(number);
  if (unit == Unit::month) return std::string(months[number % 12]) + " " + std::to_string(number / 12);
  return "the week of " + day_text(next_day({1970, 1, 1}, static_cast<int>(number * 7 - 3)));
}

}  // namespace

std::string week_strip(const Overview& all, std::span<const std::uint32_t> places) {
  std::vector<Date> days;
  for (const std::uint32_t place : places)
    if (const auto& date = all.site.cards[place].record.date;
        date && is_valid(*date) && date->year > 1970 && date->year < 3000)
      days.push_back(*date);
  if (days.empty()) return {};
  std::sort(days.begin(), days.end());
  // The finest grain in which there is something to see.
  struct Grain {
    Unit unit;
    std::int64_t columns;
    std::size_t outages_min;
    std::string_view name;
  };
  constexpr std::array<Grain, 3> grains = {
      {{Unit::week, 52, 10, "week"}, {Unit::month, 48, 8, "month"}, {Unit::year, 24, 0, "year"}}};
  for (const Grain& grain : grains) {
    const std::int64_t last = number_of(days.back(), grain.unit);
    std::int64_t first = last - grain.columns + 1;
    if (grain.unit == Unit::year) first = std::max(first, std::min(number_of(days.front(), grain.unit), last - 5));
    std::vector<std::size_t> counts(static_cast<std::size_t>(last - first + 1));
    std::size_t sum = 0;
    for (const Date day : days)
      if (const std::int64_t number = number_of(day, grain.unit); number >= first)
        ++counts[static_cast<std::size_t>(number - first)], ++sum;
    if (sum < grain.outages_min) continue;
    const auto most = std::max_element(counts.begin(), counts.end());
    std::string about = "Outages by " + std::string(grain.name) + ", " + words_of(first, grain.unit) + " to " +
                        words_of(last, grain.unit) + ": " + count_of(sum, "outage") + ", ";
    about +=
        std::count(counts.begin(), counts.end(), *most) == 1
            ? "most in " + words_of(first + (most - counts.begin()), grain.unit) + " (" + std::to_string(*most) + ")."
            : "at most " + std::to_string(*most) + " in a " + std::string(grain.name) + ".";
    std::string out = "<figure class=\"weeks\"><div role=\"img\" aria-label=\"" + about + "\">";
    std::string labels;
    std::size_t free_from = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      // Few outages a column are drawn in larger steps, so that the strip is no empty room.
      const std::size_t step = *most <= 3 ? 3 : 1;
      const std::size_t height = *most <= 10      ? counts[i] * step
                                 : counts[i] == 0 ? 0
                                                  : std::max<std::size_t>(1, counts[i] * 10 / *most);
      out += "<i class=\"n" + std::to_string(height) + "\"></i>";
      const std::string label = label_of(first + static_cast<std::int64_t>(i), grain.unit);
      const std::size_t room = counts.size() > 30 ? 4 : 2;
      if (label.empty() || i < free_from || i + room > counts.size()) continue;
      labels += "<span style=\"grid-column:" + std::to_string(i + 1) + "/span " + std::to_string(room) + "\">" + label +
                "</span>";
      free_from = i + room;
    }
    const std::string columns = "style=\"--c:" + std::to_string(counts.size()) + "\"";
    out.insert(out.find("<div ") + 5, columns + " ");
    out += "</div><div class=\"marks\" aria-hidden=\"true\" " + columns + ">" + labels + "</div><figcaption>" + about +
           "</figcaption></figure>\n";
    return out;
  }
  return {};
}

}  // namespace afterword
