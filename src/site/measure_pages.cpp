#include <algorithm>

#include "archive/mail_look.h"
#include "postmortem/ticket.h"
#include "render/html.h"
#include "render/measure_words.h"
#include "site/lists.h"

namespace afterword {
namespace {

/// What one owner answers for.
struct Owner {
  std::string name;
  std::vector<std::uint32_t> tasks;  ///< places on the board
  std::size_t overdue = 0, open = 0;
};

std::string state_markup(const BoardTask& task) {
  if (task.state == MeasureState::done) return "<span class=\"pill done\">done</span>";
  if (task.state == MeasureState::overdue && task.late_days)
    return "<span class=\"pill late\">" + days_in_words(-*task.late_days) + "</span>";
  return "<span class=\"pill open\">open</span>";
}

std::string owner_title(std::string_view owner) {
  return one_line(owner.starts_with('@') ? owner.substr(1) : owner);
}

void make_state_pages(const Overview& all, MeasureState state, std::string_view name, std::string_view title,
                      std::string_view about, const TakeFile& take) {
  std::vector<const BoardTask*> tasks;
  for (const BoardTask& task : all.board.tasks)
    if (task.state == state) tasks.push_back(&task);
  ListPage list;
  list.path = "measures/" + std::string(name);
  list.title = title;
  list.about = count_of(tasks.size(), "measure") + std::string(about);
  list.current = "measures";
  list.heading = "<p class=\"kicker\"><a href=\"index.html\">Measures</a></p><h1>" + std::string(title) +
                 "</h1>\n<p class=\"verdict\">" + escaped(list.about) + "</p>\n";
  list.count = tasks.size();
  list.rows_max = 100;
  list.open = "<ol class=\"tasks\">\n";
  make_pages(all, list, [&](std::string& out, std::size_t i) { append_task(out, all, *tasks[i], "../"); }, take);
}

void make_people(const Overview& all, std::map<std::string, Owner>& owners, const TakeFile& take) {
  for (const auto& [slug, owner] : owners) {
    ListPage list;
    list.path = "people/" + slug;
    list.title = owner.name;
    list.about = count_of(owner.tasks.size(), "measure") + ": " + std::to_string(owner.overdue) + " overdue, " +
                 std::to_string(owner.open) + " open, " +
                 std::to_string(owner.tasks.size() - owner.overdue - owner.open) + " done.";
    list.current = "measures";
    list.heading = "<p class=\"kicker\"><a href=\"index.html\">Owners of measures</a></p><h1>" + escaped(list.title) +
                   "</h1>\n<p class=\"verdict\">" + escaped(list.about) + "</p>\n";
    list.count = owner.tasks.size();
    list.rows_max = 100;
    list.open = "<ol class=\"tasks\">\n";
    make_pages(
        all, list,
        [&](std::string& out, std::size_t i) { append_task(out, all, all.board.tasks[owner.tasks[i]], "../"); }, take);
  }
  std::vector<const std::pair<const std::string, Owner>*> order;
  for (const auto& one : owners) order.push_back(&one);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const auto x = std::pair(a->second.overdue, a->second.open), y = std::pair(b->second.overdue, b->second.open);
    return x != y ? x > y : a->first < b->first;
  });
  ListPage list;
  list.path = "people/index";
  list.title = "Owners of measures";
  list.about = "Who has taken on what, those with most overdue first.";
  list.current = "measures";
  list.heading = "<h1>Owners of measures</h1>\n<p class=\"verdict\">" +
                 std::string(order.empty() ? "No measure names an owner." : list.about) + "</p>\n";
  list.count = order.size();
  list.rows_max = 200;
  list.open = "<ol class=\"groups\">\n";
  make_pages(
      all, list,
      [&](std::string& out, std::size_t i) {
        const Owner& owner = order[i]->second;
        out += "<li><div><h2><a href=\"" + order[i]->first + ".html\">" + escaped(owner.name) + "</a></h2></div><p>";
        if (owner.overdue > 0) out += "<span class=\"pill late\">" + std::to_string(owner.overdue) + " overdue</span> ";
        if (owner.open > 0) out += "<span class=\"pill open\">" + std::to_string(owner.open) + " open</span> ";
        if (const std::size_t done = owner.tasks.size() - owner.overdue - owner.open; done > 0)
          out += "<span class=\"pill done\">" + std::to_string(done) + " done</span>";
        out += "</p></li>\n";
      },
      take);
}

void make_board_page(const Overview& all, const TakeFile& take) {
  constexpr std::size_t shown_max = 30;
  std::size_t counts[3] = {};
  std::size_t by_kind[4][3] = {};
  for (const BoardTask& task : all.board.tasks) {
    ++counts[static_cast<std::size_t>(task.state)];
    ++by_kind[static_cast<std::size_t>(task.kind)][static_cast<std::size_t>(task.state)];
  }
  const std::size_t done = counts[0], open = counts[1], overdue = counts[2], sum = done + open + overdue;
  std::string body = "<h1>Measures</h1>\n";
  std::string about = "No report asks for a measure yet.";
  if (sum > 0) {
    about = std::to_string(done) + " of " + count_of(sum, "measure") + (done == 1 ? " is" : " are") + " done";
    about += overdue > 0 ? ", " + std::to_string(overdue) + (overdue == 1 ? " is" : " are") + " overdue." : ".";
  }
  body += "<p class=\"verdict\">" + about + "</p>\n";
  if (sum > 0) {
    const auto link = [&](std::string_view name, std::size_t count, std::string_view cls) {
      return "<a class=\"" + std::string(cls) + "\" href=\"" + std::string(name) + ".html\"><b>" +
             std::to_string(count) + "</b> " + std::string(name) + "</a>";
    };
    body += "<nav class=\"tally\" aria-label=\"By state\"><p>" + link("overdue", overdue, "late") +
            link("open", open, "open") + link("done", done, "done") +
            "</p></nav>\n<p class=\"note\"><a href=\"../people/index.html\">By owner</a> · <a "
            "href=\"../measures.ics\">as a calendar</a></p>\n";
    body +=
        "<div class=\"tw\" tabindex=\"0\" role=\"group\" aria-label=\"By kind\"><table><caption>What they are "
        "for</caption><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\" class=\"ar\">Overdue</th><th "
        "scope=\"col\" class=\"ar\">Open</th><th scope=\"col\" class=\"ar\">Done</th></tr></thead><tbody>";
    for (std::size_t kind = 0; kind < 4; ++kind) {
      const auto& row = by_kind[kind];
      if (row[0] + row[1] + row[2] == 0) continue;
      body += "<tr><th scope=\"row\">" + escaped(with_capital(name_of(static_cast<MeasureKind>(kind)))) + "</th>";
      for (const std::size_t i : {2, 1, 0}) body += "<td class=\"ar\">" + std::to_string(row[i]) + "</td>";
      body += "</tr>";
    }
    body += "</tbody></table></div>\n";
  }
  const auto some = [&](MeasureState state, std::string_view heading, std::string_view name, std::size_t count) {
    if (count == 0) return;
    body += "<h2>" + std::string(heading) + "</h2>\n<ol class=\"tasks\">\n";
    std::size_t shown = 0;
    for (const BoardTask& task : all.board.tasks)
      if (task.state == state && shown++ < shown_max) append_task(body, all, task, "../");
    body += "</ol>\n";
    if (count > shown_max)
      body += "<p><a href=\"" + std::string(name) + ".html\">All " + std::to_string(count) + "</a></p>\n";
  };
  some(MeasureState::overdue, "Overdue, the longest first", "overdue", overdue);
  some(MeasureState::open, "Open, the next due first", "open", open);
  take({"measures/index.html", page_around({.address = "measures/index.html",
                                            .title = "Measures",
                                            .about = about,
                                            .picture = {},
                                            .current = "measures"},
                                           body, all.site.options)});
}

}  // namespace

std::string owner_slug(std::string_view owner) {
  return owner.size() > 60 ? std::string() : slug_of(owner, 6);
}

void append_task(std::string& out, const Overview& all, const BoardTask& task, std::string_view root) {
  const Card& card = all.site.cards[task.report];
  const KeptMeasure& measure = card.record.measures[task.measure];
  out += "<li><p class=\"what\">" + escaped(one_line(measure.shown())) + "</p><p class=\"about\">" + state_markup(task);
  if (task.state != MeasureState::done && task.due) {
    out += " due " + day_text(*task.due);
    if (task.due_origin == DueOrigin::severity) out += " <small>by severity</small>";
  }
  if (task.state == MeasureState::done && measure.done_on) out += " on " + day_text(*measure.done_on);
  if (const std::string slug = owner_slug(measure.owner); !slug.empty())
    out += " · <a href=\"" + std::string(root) + "people/" + slug + ".html\">" + escaped(owner_title(measure.owner)) +
           "</a>";
  out += " · " + std::string(name_of(task.kind)) + " · <a href=\"" + std::string(root) + card.address + ".html\">" +
         escaped(card.headline) + "</a>";
  // Addresses of trackers are for those inside.
  if (all.site.options.audience != Audience::public_ && is_ticket_address(measure.tracker))
    out += " · <a href=\"" + escaped(measure.tracker) + "\">" + escaped(name_of_tracker(measure.tracker)) + "</a>";
  out += "</p></li>\n";
}

void make_measure_pages(const Overview& all, const TakeFile& take) {
  make_board_page(all, take);
  make_state_pages(all, MeasureState::overdue, "overdue", "Overdue measures",
                   " that should have been done by now, the longest first.", take);
  make_state_pages(all, MeasureState::open, "open", "Open measures", " still in time, the next due first.", take);
  make_state_pages(all, MeasureState::done, "done", "Measures done", " done.", take);
  std::map<std::string, Owner> owners;
  for (std::uint32_t i = 0; i < all.board.tasks.size(); ++i) {
    const BoardTask& task = all.board.tasks[i];
    const std::string& name = all.site.cards[task.report].record.measures[task.measure].owner;
    const std::string slug = owner_slug(name);
    if (slug.empty()) continue;
    Owner& owner = owners[slug];
    if (owner.name.empty()) owner.name = owner_title(name);
    owner.tasks.push_back(i);
    owner.overdue += task.state == MeasureState::overdue;
    owner.open += task.state == MeasureState::open;
  }
  make_people(all, owners, take);
}

}  // namespace afterword
