#include "site/frame.h"

#include "render/html.h"
#include "render/style.h"

namespace afterword {
namespace {

struct Room {
  std::string_view id, address, words;
};
constexpr Room rooms[] = {
    {"archive", "archive/index.html", "Archive"}, {"services", "services/index.html", "Services"},
    {"causes", "causes/index.html", "Causes"},    {"measures", "measures/index.html", "Measures"},
    {"statistics", "statistics.html", "Numbers"}, {"search", "search.html", "Search"},
};

void append_meta(std::string& out, std::string_view kind, std::string_view name, std::string_view value) {
  out.append("<meta ").append(kind).append("=\"").append(name).append("\" content=\"");
  append_escaped(out, value);
  out += "\">\n";
}

}  // namespace

std::string root_of(std::string_view address) {
  std::string out;
  for (const char c : address)
    if (c == '/') out += "../";
  return out;
}

PageFrame frame_of(const PageWords& words, const SiteOptions& options) {
  const std::string root = root_of(words.address);
  PageFrame out;
  out.head += site_policy;
  out.head += "<link rel=\"stylesheet\" href=\"" + root + "style.css\">\n";
  out.head += "<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + root + "icon.svg\">\n";
  out.head += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"" + escaped(options.title) + "\" href=\"" +
              root + "feed.xml\">\n<link rel=\"alternate\" type=\"application/feed+json\" title=\"" +
              escaped(options.title) + "\" href=\"" + root + "feed.json\">\n";
  if (!options.url.empty())
    out.head += "<link rel=\"canonical\" href=\"" + escaped(options.url + "/" + std::string(words.address)) + "\">\n";
  append_meta(out.head, "property", "og:site_name", options.title);
  append_meta(out.head, "property", "og:title", words.title);
  append_meta(out.head, "property", "og:type", words.article ? "article" : "website");
  if (!words.about.empty()) append_meta(out.head, "property", "og:description", words.about);
  if (!options.url.empty()) append_meta(out.head, "property", "og:url", options.url + "/" + std::string(words.address));
  if (!words.picture.empty()) {
    const std::string picture =
        options.url.empty() ? root + std::string(words.picture) : options.url + "/" + std::string(words.picture);
    append_meta(out.head, "property", "og:image", picture);
    append_meta(out.head, "property", "og:image:alt", words.title);
    append_meta(out.head, "name", "twitter:card", "summary_large_image");
  }
  out.top += "<a class=\"skip\" href=\"#main\">To the text</a>\n<header class=\"site\"><a class=\"name\" href=\"" +
             root + "index.html\">" + escaped(options.title) + "</a><nav aria-label=\"Site\"><ul>";
  for (const Room& room : rooms) {
    out.top.append("<li><a href=\"").append(root).append(room.address).append("\"");
    if (room.id == words.current) out.top += " aria-current=\"page\"";
    out.top.append(">").append(room.words).append("</a></li>");
  }
  out.top += "</ul></nav></header>\n";
  out.bottom += "<footer class=\"site\"><p><a href=\"" + root + "feed.xml\">Atom</a> <a href=\"" + root +
                "feed.json\">JSON Feed</a> <a href=\"" + root +
                "measures.ics\">Calendar of due measures</a></p><p>Made by Afterword from Markdown.</p></footer>\n";
  return out;
}

std::string page_around(const PageWords& words, std::string_view body, const SiteOptions& options) {
  const PageFrame frame = frame_of(words, options);
  std::string out;
  out.reserve(body.size() + 4096);
  out +=
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n<title>";
  append_escaped(out, words.title);
  if (words.title != options.title) out += " – " + escaped(options.title);
  out += "</title>\n";
  if (!words.about.empty()) append_meta(out, "name", "description", words.about);
  out += "<meta name=\"generator\" content=\"Afterword\">\n";
  out.append(frame.head).append("</head>\n<body>\n").append(frame.top);
  out.append("<main id=\"main\">\n").append(body).append("</main>\n").append(frame.bottom);
  return out += "</body>\n</html>\n";
}

}  // namespace afterword
