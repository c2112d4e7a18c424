#include <algorithm>

#include "render/html.h"
#include "render/json_writer.h"
#include "site/lists.h"
#include "site/site.h"

namespace afterword {
namespace {

constexpr std::size_t sitemap_max = 50000;  ///< addresses in one sitemap, by its protocol

std::string stamp_of(const std::optional<Date>& date) {
  std::string out;
  append_date(out, date.value_or(Date{1970, 1, 1}));
  return out + "T00:00:00Z";
}

/// What a reader of feeds shows: the inside of <main> without figures and what folds, as those need our style sheet.
std::string body_for_feed(std::string_view page) {
  const std::size_t main = page.find("<main");
  const std::size_t begin = main == std::string_view::npos ? main : page.find('>', main);
  const std::size_t end = page.rfind("</main>");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  std::string out(page.substr(begin + 1, end - begin - 1));
  const auto cut = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) {
      const std::size_t stop = out.find(to, at);
      if (stop == std::string::npos) return;
      out.erase(at, stop + to.size() - at);
    }
  };
  cut("<figure class=\"fig\">", "</figure>");
  cut("<details class=\"data\">", "</details>");
  cut("<!--", "-->");
  return out;
}

/// Where a file stands: with the site's address where it is known, else from the site's root.
std::string full_address(const SiteOptions& options, std::string_view path) {
  return options.url.empty() ? std::string(path) : options.url + "/" + std::string(path);
}

/// An id that stays wherever the site stands.
std::string id_of(const SiteOptions& options, const Card& card) {
  if (!options.url.empty()) return full_address(options, card.address + ".html");
  return "tag:afterword,2026:" + card.address;
}

}  // namespace

void make_feeds(std::span<const Card* const> newest, const SiteOptions& options,
                const std::function<std::string(const Card&)>& page_of, const TakeFile& take) {
  const std::string updated = stamp_of(newest.empty() ? std::nullopt : newest.front()->record.date);
  std::string atom =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>" +
      escaped(options.title) + "</title>\n<id>" +
      escaped(options.url.empty() ? "tag:afterword,2026:site" : options.url + "/") + "</id>\n<updated>" + updated +
      "</updated>\n<author><name>" + escaped(options.title) + "</name></author>\n<link rel=\"self\" href=\"" +
      escaped(full_address(options, "feed.xml")) + "\"/>\n<link href=\"" +
      escaped(full_address(options, "index.html")) + "\"/>\n";
  std::string json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":";
  append_json_string(json, options.title);
  if (!options.url.empty()) {
    json += ",\"home_page_url\":";
    append_json_string(json, options.url + "/");
    json += ",\"feed_url\":";
    append_json_string(json, options.url + "/feed.json");
  }
  json += ",\"items\":[";
  for (std::size_t i = 0; i < newest.size(); ++i) {
    const Card& card = *newest[i];
    const std::string body = body_for_feed(page_of(card)), address = full_address(options, card.address + ".html");
    atom += "<entry>\n<title>" + escaped(card.headline) + "</title>\n<id>" + escaped(id_of(options, card)) +
            "</id>\n<link href=\"" + escaped(address) + "\"/>\n<updated>" + stamp_of(card.record.date) + "</updated>\n";
    if (!card.verdict.empty()) atom += "<summary>" + escaped(card.verdict) + "</summary>\n";
    atom += "<content type=\"html\">" + escaped(body) + "</content>\n</entry>\n";
    json += i > 0 ? ",\n{\"id\":" : "\n{\"id\":";
    append_json_string(json, id_of(options, card));
    json += ",\"url\":";
    append_json_string(json, address);
    json += ",\"title\":";
    append_json_string(json, card.headline);
    json += ",\"summary\":";
    append_json_string(json, card.verdict);
    json += ",\"content_html\":";
    append_json_string(json, body);
    if (card.record.date) json += ",\"date_published\":\"" + stamp_of(card.record.date) + "\"";
    json += "}";
  }
  take({"feed.xml", atom + "</feed>\n"});
  take({"feed.json", json + "\n]}\n"});
}

/// What browsers show beside a page's name: a line of time with an outage on it.
constexpr std::string_view icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"6\" "
    "fill=\"#1f4e91\"/><path d=\"M4 22h7l3-13 4 13h10\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3\" "
    "stroke-linejoin=\"round\" stroke-linecap=\"round\"/></svg>\n";

void make_sitemap(std::span<const std::string> lists, const Site& site, const TakeFile& take) {
  const SiteOptions& options = site.options;
  constexpr std::string_view opening = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  constexpr std::string_view space = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  std::vector<std::string> maps(1);
  std::size_t in_map = 0;
  const auto add = [&](const std::string& path) {
    if (in_map++ == sitemap_max) maps.emplace_back(), in_map = 1;
    maps.back() += "<url><loc>" + escaped(full_address(options, path)) + "</loc></url>\n";
  };
  for (const std::string& path : lists) add(path);
  for (const Card& card : site.cards) add(card.address + ".html");
  const auto set_of = [&](const std::string& urls) {
    return std::string(opening) + "<urlset" + std::string(space) + urls + "</urlset>\n";
  };
  if (maps.size() == 1) {
    take({"sitemap.xml", set_of(maps.front())});
    return;
  }
  std::string index = std::string(opening) + "<sitemapindex" + std::string(space);
  for (std::size_t i = 0; i < maps.size(); ++i) {
    const std::string path = "sitemap-" + std::to_string(i + 1) + ".xml";
    index += "<sitemap><loc>" + escaped(full_address(options, path)) + "</loc></sitemap>\n";
    take({path, set_of(maps[i])});
  }
  take({"sitemap.xml", index + "</sitemapindex>\n"});
}

void make_fixed_files(const SiteOptions& options, const TakeFile& take) {
  take({"style.css", site_style()});
  take({"icon.svg", std::string(icon)});
  std::string robots = "User-agent: *\nDisallow:\n";
  if (!options.url.empty()) robots += "Sitemap: " + full_address(options, "sitemap.xml") + "\n";
  take({"robots.txt", std::move(robots)});
  // It may be shown at any depth, so it can't lead to the style sheet, and only to the root of a site whose place is
  // known.
  std::string lost =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>Not here – " +
      escaped(options.title) + "</title>\n<style>\n" + site_style() +
      "</style>\n</head>\n<body>\n<main id=\"main\"><p class=\"kicker\">" + escaped(options.title) +
      "</p><h1>There is no such page</h1>\n<p class=\"verdict\">It may have been moved or renamed. ";
  lost += options.url.empty()
              ? "The archive lists every report.</p>\n"
              : "<a href=\"" + escaped(options.url) + "/archive/index.html\">The archive</a> lists every report.</p>\n";
  take({"404.html", lost + "</main>\n</body>\n</html>\n"});
}

}  // namespace afterword
