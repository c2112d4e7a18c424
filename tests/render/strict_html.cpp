#include "render/strict_html.h"

#include <algorithm>
#include <set>

namespace afterword::strict {

namespace {

const std::set<std::string, std::less<>> tags = {
    "a",    "abbr",  "b",       "blockquote", "br",    "caption", "cite",   "code",    "dd",      "defs",
    "del",  "desc",  "details", "div",        "dl",    "dt",      "em",     "figure",  "footer",  "g",
    "h1",   "h2",    "h3",      "h4",         "h5",    "h6",      "hr",     "i",       "img",     "ins",
    "kbd",  "li",    "main",    "mark",       "ol",    "p",       "path",   "pattern", "pre",     "q",
    "rect", "s",     "samp",    "section",    "small", "span",    "strong", "sub",     "summary", "sup",
    "svg",  "table", "tbody",   "td",         "text",  "tfoot",   "th",     "thead",   "time",    "title",
    "tr",   "u",     "ul",      "figcaption"};
const std::set<std::string, std::less<>> voids = {"br", "hr", "img", "path", "rect"};
const std::set<std::string, std::less<>> attributes = {"aria-label",  "aria-labelledby",
                                                       "alt",         "class",
                                                       "colspan",     "d",
                                                       "datetime",    "height",
                                                       "href",        "id",
                                                       "lang",        "open",
                                                       "rel",         "role",
                                                       "rowspan",     "rx",
                                                       "scope",       "src",
                                                       "start",       "tabindex",
                                                       "title",       "transform",
                                                       "viewBox",     "width",
                                                       "x",           "y",
                                                       "patternUnits"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

/// As a browser would: references decoded, white space and controls gone.
std::string browsed(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::string_view rest = value.substr(i);
    bool replaced = false;
    for (const auto& [from, to] :
         {std::pair<std::string_view, char>{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}}) {
      if (!rest.starts_with(from)) continue;
      out += to;
      i += from.size() - 1;
      replaced = true;
      break;
    }
    if (!replaced && static_cast<unsigned char>(value[i]) > 0x20) out += value[i];
  }
  return lower(out);
}

class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  std::string run() {
    while (at_ < html_.size() && fault_.empty()) {
      if (html_[at_] == '<') {
        read_tag();
      } else {
        read_text();
      }
    }
    if (fault_.empty() && !open_.empty()) fault_ = "<" + open_.back() + "> is never closed";
    return fault_;
  }

 private:
  void fail(const std::string& what) {
    if (fault_.empty()) fault_ = what + " at: " + std::string(html_.substr(at_ > 60 ? at_ - 60 : 0, 160));
  }

  void read_text() {
    const std::size_t end = std::min(html_.find('<', at_), html_.size());
    for (std::size_t i = at_; i < end; ++i) {
      const unsigned char c = static_cast<unsigned char>(html_[i]);
      if (c == '>') fail("a '>' alone");
      if (c < 0x20 && c != '\n' && c != '\t') fail("a control character");
      if (c == '&' && !is_reference(i)) fail("a '&' alone");
    }
    at_ = end;
  }

  bool is_reference(std::size_t at) {
    const std::string_view rest = html_.substr(at);
    return rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") ||
           rest.starts_with("&quot;");
  }

  void read_tag() {
    const bool is_end = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
    std::size_t i = at_ + (is_end ? 2 : 1);
    const std::size_t begin = i;
    while (i < html_.size() && (std::isalnum(static_cast<unsigned char>(html_[i])) != 0)) ++i;
    const std::string name(html_.substr(begin, i - begin));
    if (!tags.contains(name)) return fail("tag <" + name + ">");
    if (is_end) {
      if (i >= html_.size() || html_[i] != '>') return fail("an end tag with more in it");
      if (open_.empty() || open_.back() != name)
        return fail("</" + name + "> closes " + (open_.empty() ? "nothing" : open_.back()));
      open_.pop_back();
      at_ = i + 1;
      return;
    }
    check_place(name);
    std::set<std::string> seen;
    bool closed_itself = false;
    while (i < html_.size() && html_[i] != '>' && fault_.empty()) {
      if (html_[i] == '/' && i + 1 < html_.size() && html_[i + 1] == '>') {
        closed_itself = true;
        ++i;
        break;
      }
      if (html_[i] != ' ') return fail("no space before an attribute");
      ++i;
      const std::size_t from = i;
      while (i < html_.size() && (std::isalnum(static_cast<unsigned char>(html_[i])) != 0 || html_[i] == '-')) ++i;
      const std::string key(html_.substr(from, i - from));
      if (!attributes.contains(key)) return fail("attribute " + key);
      if (!seen.insert(key).second) return fail("attribute twice: " + key);
      std::string_view value;
      if (i + 1 < html_.size() && html_[i] == '=' && html_[i + 1] == '"') {
        const std::size_t end = html_.find('"', i + 2);
        if (end == std::string_view::npos) return fail("an attribute that never ends");
        value = html_.substr(i + 2, end - i - 2);
        i = end + 1;
      }
      check_value(name, key, value);
    }
    if (i >= html_.size() || html_[i] != '>') return fail("a tag that never ends");
    at_ = i + 1;
    if (!closed_itself && !voids.contains(name)) open_.push_back(name);
  }

  void check_place(const std::string& name) {
    const auto inside = [&](std::string_view tag) { return std::find(open_.begin(), open_.end(), tag) != open_.end(); };
    const std::string parent = open_.empty() ? "" : open_.back();
    if (name == "a" && inside("a")) fail("a link inside a link");
    if (name == "li" && parent != "ul" && parent != "ol") fail("<li> in <" + parent + ">");
    if ((name == "td" || name == "th") && parent != "tr") fail("<td> in <" + parent + ">");
    if (name == "tr" && parent != "tbody" && parent != "thead" && parent != "tfoot" && parent != "table")
      fail("<tr> in <" + parent + ">");
    if (name == "summary" && parent != "details") fail("<summary> in <" + parent + ">");
    for (const std::string_view closed : {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}) {
      const bool block = name == "p" || name == "div" || name == "ul" || name == "ol" || name == "table" ||
                         name == "blockquote" || name == "pre" || name == "li" || name == "h3" || name == "details" ||
                         name == "figure";
      if (block && inside(closed) && name != "li") fail("<" + name + "> in <" + std::string(closed) + ">");
    }
  }

  void check_value(const std::string& tag, const std::string& key, std::string_view value) {
    if (value.find('<') != std::string_view::npos || value.find('>') != std::string_view::npos)
      fail("angle in an attribute");
    if (key == "id" && !ids_.insert(std::string(value)).second) fail("id twice: " + std::string(value));
    if (key != "href" && key != "src") return;
    const std::string url = browsed(value);
    if (key == "src") {
      if (tag != "img" || !url.starts_with("data:image/") || url.starts_with("data:image/svg"))
        fail("source " + url.substr(0, 40));
      return;
    }
    const std::size_t stop = url.find_first_of(":/?#");
    if (stop == std::string::npos || url[stop] != ':') return;
    if (!url.starts_with("http://") && !url.starts_with("https://") && !url.starts_with("http:") &&
        !url.starts_with("https:") && !url.starts_with("mailto:")) {
      fail("address " + url.substr(0, 40));
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::set<std::string> ids_;
  std::string fault_;
};

}  // namespace

std::string fault_of_fragment(std::string_view html) {
  return Reader(html).run();
}

std::string fault_of_page(std::string_view page) {
  if (!page.starts_with("<!doctype html>\n")) return "no doctype";
  const std::size_t body = page.find("<body>\n");
  const std::size_t end = page.rfind("</body>");
  if (body == std::string_view::npos || end == std::string_view::npos) return "no body";
  const std::string_view head = page.substr(0, body);
  if (head.find("<script") != std::string_view::npos || head.find("http-equiv=\"refresh") != std::string_view::npos)
    return "script in head";
  if (head.find("@import") != std::string_view::npos || head.find("url(http") != std::string_view::npos)
    return "the style asks for more";
  if (page.find("<h1") == std::string_view::npos || page.find("<h1", page.find("<h1") + 1) != std::string_view::npos)
    return "not one h1";
  return fault_of_fragment(page.substr(body + 7, end - body - 7));
}

}  // namespace afterword::strict
