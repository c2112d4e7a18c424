#include <algorithm>
#include <cmath>

#include "moment/duration.h"
#include "render/html.h"
#include "site/lists.h"

namespace afterword {
namespace {

std::string link_to(const Card& card) {
  return "<a href=\"" + card.address + ".html\">" + escaped_heading(card.headline) + "</a>";
}

std::string lang_of(const Card& card) {
  return card.language.empty() || card.language == "en" ? std::string() : " lang=\"" + escaped(card.language) + "\"";
}

class FrontPage {
 public:
  explicit FrontPage(const Overview& all) : all_(all), cards_(all.site.cards) {}

  std::string write() {
    if (cards_.empty()) {
      body_ +=
          "<h1>" + escaped(all_.site.options.title) +
          "</h1>\n<p class=\"verdict\">No postmortem stands here yet. <code>afterword new</code> begins one.</p>\n";
      return std::move(body_);
    }
    body_ += "<h1 class=\"quiet\">" + escaped(all_.site.options.title) + "</h1>\n";
    choose();
    body_ += "<div class=\"opening\">\n";
    write_lead();
    write_sums();
    body_ += "</div>\n";
    write_strip();
    body_ += "<div class=\"columns\">\n";
    write_latest();
    body_ += "<aside>\n";
    write_again();
    write_measures();
    body_ += "</aside></div>\n";
    write_worth();
    write_ways_in();
    return std::move(body_);
  }

 private:
  static constexpr std::size_t latest_max = 7, worth_max = 6, again_max = 4, overdue_max = 5;

  /// The lead is the newest report that has something to say.
  void choose() {
    std::size_t looked = 0;
    lead_ = all_.newest.front();
    for (const std::uint32_t place : all_.newest) {
      if (++looked > 8) break;
      if (!cards_[place].verdict.empty() && cards_[place].kicker.empty()) {
        lead_ = place;
        break;
      }
    }
    for (const std::uint32_t place : all_.newest) {
      if (place == lead_) continue;
      if (latest_.size() == latest_max) break;
      latest_.push_back(place);
    }
    for (const std::uint32_t place : all_.newest)
      if (place != lead_ && std::find(latest_.begin(), latest_.end(), place) == latest_.end() &&
          !cards_[place].verdict.empty())
        worth_.push_back(place);
    const std::size_t kept = std::min(worth_max, worth_.size());
    std::partial_sort(worth_.begin(), worth_.begin() + static_cast<std::ptrdiff_t>(kept), worth_.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                        return cards_[a].worth != cards_[b].worth ? cards_[a].worth > cards_[b].worth : a < b;
                      });
    worth_.resize(kept);
  }

  void write_lead() {
    const Card& card = cards_[lead_];
    body_ += "<article class=\"lead\"><p class=\"kicker\">" + day_markup(card.record.date);
    if (const std::string about = about_markup(card, ""); !about.empty()) body_ += " · " + about;
    body_ += "</p><h2" + lang_of(card) + ">" + link_to(card) + "</h2>";
    if (!card.verdict.empty()) body_ += "<p class=\"verdict\"" + lang_of(card) + ">" + escaped(card.verdict) + "</p>";
    if (const Again* again = all_.again[lead_]; again != nullptr)
      body_ += "<p class=\"repeat\"><strong>Again:</strong> " + link_to(cards_[again->earlier.front()]) +
               " told of the same failure.</p>";
    body_ += "</article>\n";
  }

  /// The archive in three figures, each the way to what it counts.
  void write_sums() {
    body_ += "<ul class=\"sums\">";
    const auto add = [&](std::string_view address, std::size_t count, std::string_view words) {
      body_ += "<li><a href=\"" + std::string(address) + "\"><b>" + std::to_string(count) + "</b> " +
               std::string(words) + "</a></li>";
    };
    add("archive/index.html", cards_.size(), cards_.size() == 1 ? "postmortem" : "postmortems");
    std::size_t repeats = 0, overdue = 0, open = 0;
    for (const Again* again : all_.again) repeats += again != nullptr;
    for (const BoardTask& task : all_.board.tasks) {
      overdue += task.state == MeasureState::overdue;
      open += task.state == MeasureState::open;
    }
    if (repeats > 0) add("statistics.html", repeats, repeats == 1 ? "was no first time" : "were no first time");
    if (overdue > 0) {
      add("measures/overdue.html", overdue, overdue == 1 ? "measure overdue" : "measures overdue");
    } else if (open > 0) {
      add("measures/open.html", open, open == 1 ? "measure open" : "measures open");
    }
    body_ += "</ul>\n";
  }

  void write_strip() { body_ += week_strip(all_, all_.newest); }

  void write_latest() {
    if (latest_.empty()) {
      body_ += "<div></div>";
      return;
    }
    body_ += "<section><h2>Latest</h2>\n<ol class=\"rows\">\n";
    for (const std::uint32_t place : latest_) append_row(body_, all_, place, "");
    body_ +=
        "</ol>\n<p><a href=\"archive/index.html\">All " + count_of(cards_.size(), "report") + "</a></p></section>\n";
  }

  /// What came back lately, and what was left undone the time before.
  void write_again() {
    std::size_t shown = 0, all = 0;
    for (const std::uint32_t place : all_.newest) all += all_.again[place] != nullptr;
    if (all == 0) return;
    body_ += "<section><h2>What came back</h2>\n<ul class=\"briefs\">\n";
    for (const std::uint32_t place : all_.newest) {
      const Again* again = all_.again[place];
      if (again == nullptr) continue;
      if (shown++ == again_max) break;
      const Card& first = cards_[again->earlier.front()];
      body_ += "<li><p><b class=\"again\">Again:</b> " + link_to(cards_[place]) + "</p><p class=\"about\">as in " +
               link_to(first);
      if (first.record.date) body_ += ", " + day_markup(first.record.date);
      for (const KeptMeasure& measure : first.record.measures) {
        if (measure.done) continue;
        std::string words = one_line(measure.shown());
        while (words.ends_with('.')) words.pop_back();
        body_ += "; its task “" + escaped(words) + "” was not done";
        break;
      }
      body_ += "</p></li>\n";
    }
    body_ += "</ul>\n<p class=\"about\">" + std::to_string(all) + " of " + count_of(cards_.size(), "report") +
             (all == 1 ? " is" : " are") + " a failure that an earlier one had told of.</p></section>\n";
  }

  void write_measures() {
    std::size_t counts[3] = {};
    for (const BoardTask& task : all_.board.tasks) ++counts[static_cast<std::size_t>(task.state)];
    const std::size_t sum = counts[0] + counts[1] + counts[2];
    if (sum == 0) return;
    body_ += "<section><h2>What is owed</h2>\n<p class=\"tally\">";
    const auto link = [&](std::string_view name, std::size_t count, std::string_view cls) {
      body_ += "<a class=\"" + std::string(cls) + "\" href=\"measures/" + std::string(name) + ".html\"><b>" +
               std::to_string(count) + "</b> " + std::string(name) + "</a>";
    };
    link("overdue", counts[2], "late");
    link("open", counts[1], "open");
    link("done", counts[0], "done");
    body_ += "</p>\n<ol class=\"tasks\">\n";
    std::size_t shown = 0;
    // What is newest among the overdue can still be mended in time to matter.
    for (auto task = all_.board.tasks.rbegin(); task != all_.board.tasks.rend() && shown < overdue_max; ++task)
      if (task->state == MeasureState::overdue) append_task(body_, all_, *task, ""), ++shown;
    if (shown == 0)
      for (const BoardTask& one : all_.board.tasks)
        if (one.state == MeasureState::open && shown++ < overdue_max) append_task(body_, all_, one, "");
    body_ += "</ol>\n<p><a href=\"measures/index.html\">All measures</a></p></section>\n";
  }

  void write_worth() {
    if (worth_.size() < 3) return;
    body_ += "<section class=\"worth\"><h2>Worth reading</h2>\n<ul>\n";
    for (const std::uint32_t place : worth_) {
      const Card& card = cards_[place];
      body_ += "<li" + lang_of(card) + "><p class=\"about\">" + day_markup(card.record.date) + "</p><h3>" +
               link_to(card) + "</h3><p class=\"said\">" + escaped(card.verdict) + "</p><p class=\"about\">" +
               about_markup(card, "") + "</p></li>\n";
    }
    body_ += "</ul></section>\n";
  }

  /// Services, causes and years with their counts.
  void write_ways_in() {
    struct Way {
      std::string name;
      std::size_t count = 0;
    };
    std::map<std::string, Way> services, causes, years;
    const auto add = [](std::map<std::string, Way>& ways, const std::string& name) {
      Way& way = ways[slug_of(name, 8)];
      if (way.count++ == 0) way.name = name;
    };
    for (const std::uint32_t place : all_.newest) {
      const Card& card = cards_[place];
      for (const std::string& service : card.services) add(services, service);
      if (card.record.cause_class) add(causes, std::string(name_of(*card.record.cause_class)));
      if (card.record.date) add(years, std::to_string(card.record.date->year));
    }
    body_ += "<nav class=\"ways\" aria-label=\"By service, cause and year\">\n";
    const auto write = [&](std::string_view folder, std::string_view heading, const std::map<std::string, Way>& ways,
                           bool by_name) {
      if (ways.empty()) return;
      std::vector<std::pair<std::string, Way>> order(ways.begin(), ways.end());
      if (by_name) {
        std::reverse(order.begin(), order.end());
      } else {
        std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
          return a.second.count != b.second.count ? a.second.count > b.second.count : a.first < b.first;
        });
      }
      body_ += "<div><h2>" + std::string(heading) + "</h2><p class=\"chips\">";
      std::size_t shown = 0;
      for (const auto& [slug, way] : order) {
        if (shown++ == 14) break;
        body_ += "<a href=\"" + std::string(folder) + "/" + slug + ".html\">" + escaped(with_capital(way.name)) +
                 " <small>" + std::to_string(way.count) + "</small></a> ";
      }
      if (order.size() > 14)
        body_ += "<a href=\"" + std::string(folder) + "/index.html\">all " + std::to_string(order.size()) + "</a>";
      body_ += "</p></div>\n";
    };
    write("services", "Services", services, false);
    write("causes", "Causes", causes, false);
    write("years", "Years", years, true);
    body_ += "</nav>\n";
  }

  const Overview& all_;
  const std::vector<Card>& cards_;
  std::uint32_t lead_ = 0;
  std::vector<std::uint32_t> latest_, worth_;
  std::string body_;
};

}  // namespace

void make_front_page(const Overview& all, const TakeFile& take) {
  const std::string about = all.site.cards.empty() ? "Postmortems."
                                                   : count_of(all.site.cards.size(), "postmortem") +
                                                         ": what broke, why, and what we do about it.";
  take({"index.html", page_around({.address = "index.html",
                                   .title = all.site.options.title,
                                   .about = about,
                                   .picture = "preview.png",
                                   .current = "index"},
                                  FrontPage(all).write(), all.site.options)});
}

}  // namespace afterword
