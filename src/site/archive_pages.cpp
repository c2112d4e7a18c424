#include <algorithm>

#include "moment/duration.h"
#include "render/html.h"
#include "site/lists.h"

namespace afterword {
namespace {

/// Reports that share something: a service, a team, a class of cause, a year.
struct Group {
  std::string name;
  std::vector<std::uint32_t> places;  ///< newest first
};
using Groups = std::map<std::string, Group>;  ///< by slug

/// One way to group an archive: a folder of pages.
struct Grouping {
  std::string_view folder, title, one, about;
  bool by_name = false;  ///< the index is sorted by name, else by number of reports
};
constexpr Grouping by_service = {"services", "Services", "service", "What was down, and how often."};
constexpr Grouping by_team = {"teams", "Teams", "team", "Reports by the team that wrote them."};
constexpr Grouping by_cause = {"causes", "Causes", "class of causes", "What kind of cause it was, as reports tell it."};
constexpr Grouping by_year = {"years", "Years", "year", "Reports by the year of the outage.", true};

/// A report stands in some five lists, in each alike: its row is written once.
class Rows {
 public:
  explicit Rows(const Overview& all) : all_(all), rows_(all.newest.size()) {}
  void append(std::string& out, std::uint32_t place) {
    std::string& row = rows_[place];
    if (row.empty()) append_row(row, all_, place, "../");
    out += row;
  }

 private:
  const Overview& all_;
  std::vector<std::string> rows_;  ///< by place
};

void add_to(Groups& groups, const std::string& name, std::uint32_t place) {
  Group& group = groups[slug_of(name, 8)];
  if (group.name.empty()) group.name = name;
  group.places.push_back(place);
}

/// "14 outages since Mar 2019 · median 45 min · 3 came back · 5 measures overdue"
std::string summary_of(const Overview& all, const Group& group) {
  std::vector<double> lengths;
  std::size_t repeats = 0;
  for (const std::uint32_t place : group.places) {
    const Record& record = all.site.cards[place].record;
    if (record.duration_min && *record.duration_min > 0) lengths.push_back(*record.duration_min);
    repeats += all.again[place] != nullptr;
  }
  std::string out = count_of(group.places.size(), "outage");
  if (lengths.size() > 2) {
    std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2), lengths.end());
    out += ", half of them mended within " +
           duration_text(static_cast<std::int64_t>(lengths[lengths.size() / 2] * 60)) +
           " (n = " + std::to_string(lengths.size()) + ")";
  }
  if (repeats > 0) out += "; " + std::to_string(repeats) + (repeats == 1 ? " was" : " were") + " no first time";
  return out + ".";
}

void make_group_pages(const Overview& all, const Grouping& grouping, const Groups& groups, Rows& rows,
                      const TakeFile& take) {
  for (const auto& [slug, group] : groups) {
    ListPage list;
    list.path = std::string(grouping.folder) + "/" + slug;
    list.title = with_capital(group.name);
    list.about = summary_of(all, group);
    list.current = grouping.folder == "years" ? "archive" : grouping.folder;
    list.heading = "<p class=\"kicker\"><a href=\"index.html\">" + std::string(grouping.title) + "</a></p><h1>" +
                   escaped(list.title) + "</h1>\n<p class=\"verdict\">" + escaped(list.about) + "</p>\n";
    if (group.places.size() > 3) list.heading += week_strip(all, group.places);
    list.count = group.places.size();
    make_pages(all, list, [&](std::string& out, std::size_t i) { rows.append(out, group.places[i]); }, take);
  }
}

void make_group_index(const Overview& all, const Grouping& grouping, const Groups& groups, const TakeFile& take) {
  std::vector<const Groups::value_type*> order;
  for (const auto& group : groups) order.push_back(&group);
  if (grouping.by_name) {
    std::reverse(order.begin(), order.end());
  } else {
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
      const std::size_t x = a->second.places.size(), y = b->second.places.size();
      return x != y ? x > y : a->first < b->first;
    });
  }
  std::size_t most = 1;
  for (const auto* one : order) most = std::max(most, one->second.places.size());
  ListPage list;
  list.path = std::string(grouping.folder) + "/index";
  list.title = grouping.title;
  list.about = grouping.about;
  list.current = grouping.folder == "years" ? "archive" : grouping.folder;
  list.heading = "<h1>" + list.title + "</h1>\n<p class=\"verdict\">" + std::string(grouping.about) + "</p>\n";
  if (order.empty())
    list.heading += "<p>No report names " + std::string(grouping.one == "team" ? "a team" : "one") + " yet.</p>\n";
  list.count = order.size();
  list.rows_max = 200;
  list.open = "<ol class=\"groups\">\n";
  make_pages(
      all, list,
      [&](std::string& out, std::size_t i) {
        const auto& [slug, group] = *order[i];
        const auto& last = all.site.cards[group.places.front()];
        out += "<li><div><h2><a href=\"" + slug + ".html\">" + escaped(with_capital(group.name)) + "</a></h2>";
        out += "<p class=\"about\">" + std::string(grouping.folder == "years" ? "" : "last: ") + "<a href=\"../" +
               last.address + ".html\">" + escaped(last.headline) + "</a></p></div>" +
               bar_markup(group.places.size(), most, std::to_string(group.places.size())) + "</li>\n";
      },
      take);
}

}  // namespace

void make_archive_pages(const Overview& all, const TakeFile& take) {
  Groups services, teams, causes, years;
  for (const std::uint32_t place : all.newest) {
    const Card& card = all.site.cards[place];
    for (const std::string& name : card.services) add_to(services, name, place);
    for (const std::string& name : card.teams) add_to(teams, name, place);
    if (card.record.cause_class) add_to(causes, std::string(name_of(*card.record.cause_class)), place);
    if (card.record.date) add_to(years, std::to_string(card.record.date->year), place);
  }
  ListPage list;
  list.path = "archive/index";
  list.title = "Archive";
  list.about = count_of(all.newest.size(), "report") + ", latest first.";
  list.current = "archive";
  list.count = all.newest.size();
  list.heading = "<h1>Archive</h1>\n<p class=\"verdict\">" + escaped(list.about) +
                 "</p>\n<nav class=\"chips\" aria-label=\"Years\"><p>";
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    list.heading += "<a href=\"../years/" + year->first + ".html\">" + escaped(year->second.name) + " <small>" +
                    std::to_string(year->second.places.size()) + "</small></a> ";
  list.heading +=
      "</p><p><a href=\"../teams/index.html\">by team</a> <a href=\"../people/index.html\">by owner of "
      "measures</a></p></nav>\n";
  Rows rows(all);
  make_pages(all, list, [&](std::string& out, std::size_t i) { rows.append(out, all.newest[i]); }, take);
  for (const auto& [grouping, groups] :
       {std::pair(by_service, &services), {by_team, &teams}, {by_cause, &causes}, {by_year, &years}}) {
    make_group_pages(all, grouping, *groups, rows, take);
    make_group_index(all, grouping, *groups, take);
  }
}

}  // namespace afterword
