#include "site/lists.h"

#include <algorithm>
#include <cmath>

#include "moment/duration.h"
#include "render/html.h"

namespace afterword {
namespace {

std::string plain_words(const KeptMeasure& measure) {
  std::string out = measure.shown();
  while (out.ends_with('.') || out.ends_with(' ')) out.pop_back();
  return out;
}

std::string link_to(const Card& card, std::string_view root) {
  return "<a href=\"" + std::string(root) + card.address + ".html\"" +
         (card.language.empty() || card.language == "en" ? "" : " lang=\"" + escaped(card.language) + "\"") + ">" +
         escaped_heading(card.headline) + "</a>";
}

/// "its task “alert on pool saturation” was never done", or what became of its measures.
std::string follow_up_markup(const Card& earlier, const std::optional<Date>& day) {
  std::string undone;
  std::size_t count = 0;
  const std::vector<KeptMeasure>& measures = earlier.record.measures;
  const bool has_tasks = std::any_of(measures.begin(), measures.end(), is_task);
  for (const KeptMeasure& measure : measures) {
    if (measure.done || (has_tasks && !is_task(measure))) continue;  // what is only wished for is no task left undone
    if (count++ == 0) undone = plain_words(measure);
  }
  if (count == 0) return escaped(describe_follow_up(earlier.record, day));
  std::string out = "its task “" + escaped(undone) + "” was not done";
  if (count > 1) out += ", nor " + (count == 2 ? std::string("one more") : std::to_string(count - 1) + " more");
  return out;
}

}  // namespace

Overview::Overview(const Site& whole) : site(whole) {
  const std::size_t count = site.cards.size();
  newest.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) newest[i] = i;
  std::sort(newest.begin(), newest.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Date x = site.cards[a].record.date.value_or(Date()), y = site.cards[b].record.date.value_or(Date());
    return x != y ? x > y : a < b;
  });
  again.assign(count, nullptr);
  later.resize(count);
  for (const Again& one : site.agains) again[one.report] = &one;
  for (auto place = newest.rbegin(); place != newest.rend(); ++place)  // so that the last one is the latest
    if (again[*place] != nullptr)
      for (const std::uint32_t earlier : again[*place]->earlier) later[earlier].push_back(*place);
  records.reserve(count);
  for (const Card& card : site.cards) records.push_back(card.record);
  board = make_board(records, site.options.today);
}

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  std::string out = std::to_string(count) + " ";
  if (count == 1) return out.append(one);
  return many.empty() ? out.append(one).append("s") : out.append(many);
}

std::string bar_markup(std::size_t part, std::size_t whole, std::string_view words) {
  const std::size_t thousandths = whole == 0 ? 0 : std::min(part, whole) * 1000 / whole;
  std::string share = std::to_string(thousandths % 1000);
  share.insert(0, 3 - share.size(), '0');
  return "<p class=\"bar\"><span style=\"--w:" + std::to_string(thousandths / 1000) + "." + share + "\"></span> " +
         escaped(words) + "</p>";
}

std::string day_text(const Date& date) {
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::to_string(date.day) + " " + std::string(months[(date.month + 11) % 12]) + " " + std::to_string(date.year);
}

std::string day_markup(const std::optional<Date>& date) {
  if (!date || !is_valid(*date)) return "<span class=\"day\">undated</span>";
  std::string iso;
  append_date(iso, *date);
  return "<time class=\"day\" datetime=\"" + iso + "\">" + day_text(*date) + "</time>";
}

std::string about_markup(const Card& card, std::string_view root) {
  std::string out;
  const auto add = [&](const std::string& markup) { out += (out.empty() ? "" : " · ") + markup; };
  for (const std::string& service : card.services)
    add("<a href=\"" + std::string(root) + "services/" + slug_of(service, 8) + ".html\">" + escaped(service) + "</a>");
  if (card.record.duration_min && *card.record.duration_min > 0 && *card.record.duration_min < 1e7)
    add("lasted " + duration_text(static_cast<std::int64_t>(std::llround(*card.record.duration_min * 60))));
  if (!card.record.severity.empty()) add(escaped(one_line(card.record.severity)));
  return out;
}

void append_row(std::string& out, const Overview& all, std::uint32_t place, std::string_view root) {
  const Card& card = all.site.cards[place];
  const std::string tag = root.empty() ? "h3" : "h2";  // on the front page rows stand under headings
  out += "<li>" + day_markup(card.record.date) + "<div><" + tag + ">" + link_to(card, root) + "</" + tag + ">";
  if (!card.verdict.empty()) out += "<p class=\"said\">" + escaped(card.verdict) + "</p>";
  std::string about = about_markup(card, root);
  if (all.again[place] != nullptr) about += (about.empty() ? "" : " · ") + std::string("<b class=\"again\">again</b>");
  if (!about.empty()) out += "<p class=\"about\">" + about + "</p>";
  out += "</div></li>\n";
}

std::string repeat_markup(const Site& site, const Again* earlier, std::span<const std::uint32_t> later) {
  std::string out;
  if (earlier != nullptr && !earlier->earlier.empty()) {
    const Card& own = site.cards[earlier->report];
    const Card& first = site.cards[earlier->earlier.front()];
    out += "<p class=\"repeat\"><strong>Again.</strong> " + link_to(first, "../");
    if (first.record.date) out += ", " + day_markup(first.record.date) + ",";
    out += " told of the same failure; " + follow_up_markup(first, own.record.date) + ".";
    if (earlier->earlier.size() > 1) {
      out += " Earlier still or alike:";
      std::size_t shown = 0;
      for (const std::uint32_t place : earlier->earlier) {
        if (shown++ == 0) continue;
        if (shown > 4) break;
        out += (shown > 2 ? ", " : " ") + link_to(site.cards[place], "../");
      }
      if (earlier->earlier.size() > 4) out += " and " + std::to_string(earlier->earlier.size() - 4) + " more";
      out += ".";
    }
    out += "</p>\n";
  }
  if (!later.empty()) {
    const Card& last = site.cards[later.back()];
    out += "<p class=\"repeat later\"><strong>It came back" +
           (later.size() > 1 ? ", " + std::to_string(later.size()) + " times:" : std::string(":")) + "</strong> " +
           link_to(last, "../");
    if (last.record.date) out += ", " + day_markup(last.record.date);
    out += ".</p>\n";
  }
  return out;
}

void make_pages(const Overview& all, const ListPage& list, const std::function<void(std::string&, std::size_t)>& row,
                const TakeFile& take) {
  const std::size_t pages = std::max<std::size_t>(1, (list.count + list.rows_max - 1) / list.rows_max);
  const auto path_of = [&](std::size_t page) {
    return list.path + (page == 0 ? std::string() : "-" + std::to_string(page + 1)) + ".html";
  };
  const auto name_of_page = [&](std::size_t page) {
    const std::string path = path_of(page);
    return path.substr(path.rfind('/') + 1);
  };
  for (std::size_t page = 0; page < pages; ++page) {
    std::string body;
    if (page == 0) {
      body += list.heading;
    } else {
      body += "<h1>" + escaped(list.title) + "</h1>\n";
    }
    if (list.count > 0) body += list.open;
    for (std::size_t i = page * list.rows_max; i < std::min(list.count, (page + 1) * list.rows_max); ++i) row(body, i);
    if (list.count > 0) body += list.close;
    if (pages > 1) {
      body += "<nav class=\"pages\" aria-label=\"Pages\"><p>";
      if (page > 0) body += "<a rel=\"prev\" href=\"" + name_of_page(page - 1) + "\">Newer</a> ";
      body += "page " + std::to_string(page + 1) + " of " + std::to_string(pages);
      if (page + 1 < pages) body += " <a rel=\"next\" href=\"" + name_of_page(page + 1) + "\">Older</a>";
      body += "</p></nav>\n";
    }
    const std::string path = path_of(page);
    const std::string title = page == 0 ? list.title : list.title + ", page " + std::to_string(page + 1);
    take({path,
          page_around({.address = path, .title = title, .about = list.about, .picture = {}, .current = list.current},
                      body, all.site.options)});
  }
}

}  // namespace afterword
