#include "render/sanitize.h"

#include "document/entities.h"
#include "render/html.h"
#include "text/ascii.h"

namespace afterword {

namespace {

struct Allowed {
  std::string_view tag, as;
  Model model;
};

// Sorted by tag. `as`: what is written instead of an element that HTML has given up.
constexpr Allowed allowed[] = {{"a", "a", Model::phrasing},
                               {"abbr", "abbr", Model::phrasing},
                               {"b", "b", Model::phrasing},
                               {"big", "span", Model::phrasing},
                               {"blockquote", "blockquote", Model::flow},
                               {"caption", "caption", Model::flow},
                               {"center", "div", Model::flow},
                               {"cite", "cite", Model::phrasing},
                               {"code", "code", Model::phrasing},
                               {"dd", "dd", Model::flow},
                               {"del", "del", Model::phrasing},
                               {"details", "details", Model::flow},
                               {"div", "div", Model::flow},
                               {"dl", "dl", Model::terms},
                               {"dt", "dt", Model::closed},
                               {"em", "em", Model::phrasing},
                               {"figcaption", "figcaption", Model::flow},
                               {"figure", "figure", Model::flow},
                               {"font", "span", Model::phrasing},
                               {"h1", "h3", Model::closed},
                               {"h2", "h3", Model::closed},
                               {"h3", "h3", Model::closed},
                               {"h4", "h4", Model::closed},
                               {"h5", "h4", Model::closed},
                               {"h6", "h4", Model::closed},
                               {"i", "i", Model::phrasing},
                               {"ins", "ins", Model::phrasing},
                               {"kbd", "kbd", Model::phrasing},
                               {"li", "li", Model::flow},
                               {"mark", "mark", Model::phrasing},
                               {"ol", "ol", Model::list},
                               {"p", "p", Model::closed},
                               {"pre", "pre", Model::closed},
                               {"q", "q", Model::phrasing},
                               {"s", "s", Model::phrasing},
                               {"samp", "samp", Model::phrasing},
                               {"small", "small", Model::phrasing},
                               {"span", "span", Model::phrasing},
                               {"strike", "s", Model::phrasing},
                               {"strong", "strong", Model::phrasing},
                               {"sub", "sub", Model::phrasing},
                               {"summary", "summary", Model::closed},
                               {"sup", "sup", Model::phrasing},
                               {"table", "table", Model::table},
                               {"tbody", "tbody", Model::rows},
                               {"td", "td", Model::flow},
                               {"tfoot", "tfoot", Model::rows},
                               {"th", "th", Model::flow},
                               {"thead", "thead", Model::rows},
                               {"tr", "tr", Model::row},
                               {"tt", "code", Model::phrasing},
                               {"u", "u", Model::phrasing},
                               {"ul", "ul", Model::list}};

// What these hold is not text for readers.
constexpr std::string_view dropped_whole[] = {"applet",   "audio",     "button", "canvas",  "embed",    "frameset",
                                              "head",     "iframe",    "math",   "noembed", "noframes", "noscript",
                                              "object",   "plaintext", "script", "select",  "style",    "svg",
                                              "template", "textarea",  "title",  "video",   "xmp"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z';
}

const Allowed* find_allowed(std::string_view tag) {
  const auto* found = std::lower_bound(std::begin(allowed), std::end(allowed), tag,
                                       [](const Allowed& row, std::string_view name) { return row.tag < name; });
  return found != std::end(allowed) && found->tag == tag ? found : nullptr;
}

bool is_dropped_whole(std::string_view tag) {
  return std::find(std::begin(dropped_whole), std::end(dropped_whole), tag) != std::end(dropped_whole);
}

struct Attribute {
  std::string name;   ///< lower case
  std::string value;  ///< decoded
};

/// Reads the attributes of a tag (its text between name and '>') as a browser does.
std::vector<Attribute> read_attributes(std::string_view text) {
  std::vector<Attribute> out;
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && (is_space(text[at]) || text[at] == '/')) ++at;
    const std::size_t name = at;
    while (at < text.size() && !is_space(text[at]) && text[at] != '/' && (text[at] != '=' || at == name)) ++at;
    if (at == name) break;
    Attribute attribute{lower_ascii(text.substr(name, at - name)), {}};
    while (at < text.size() && is_space(text[at])) ++at;
    if (at < text.size() && text[at] == '=') {
      ++at;
      while (at < text.size() && is_space(text[at])) ++at;
      const char quote = at < text.size() ? text[at] : '\0';
      std::size_t begin = at;
      if (quote == '"' || quote == '\'') {
        begin = ++at;
        while (at < text.size() && text[at] != quote) ++at;
        attribute.value = decode_references(text.substr(begin, at - begin));
        if (at < text.size()) ++at;
      } else {
        while (at < text.size() && !is_space(text[at])) ++at;
        attribute.value = decode_references(text.substr(begin, at - begin));
      }
    }
    out.push_back(std::move(attribute));
  }
  return out;
}

/// Where the tag that begins at `at` ends (behind its '>'), quotes respected; npos if it never does.
std::size_t end_of_tag(std::string_view html, std::size_t at) {
  char quote = '\0';
  bool after_equals = false;
  for (std::size_t i = at + 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '>') return i + 1;
    if (after_equals && (c == '"' || c == '\'')) quote = c;
    if (c == '=') {
      after_equals = true;
    } else if (!is_space(c)) {
      after_equals = false;
    }
  }
  return std::string_view::npos;
}

int small_number(std::string_view text, int limit) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0 || value > limit) return 0;
  return end == text.data() + text.size() || *end == 'p' ? value : 0;  // "600", "600px"
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  append_escaped(out, value);
  out += '"';
}

/// What is left of the attributes of an element that is not an image.
std::string kept_attributes(std::string_view tag, const std::vector<Attribute>& attributes, const LinkPlacer& place) {
  std::string out;
  bool align_seen = tag == "center";
  if (align_seen) out += " class=\"ac\"";
  std::vector<std::string_view> seen;
  for (const Attribute& a : attributes) {
    if (std::find(seen.begin(), seen.end(), a.name) != seen.end()) continue;
    seen.push_back(a.name);
    if (a.name == "href" && tag == "a") {
      std::string url = safe_url(a.value, UrlUse::link);
      if (place && !url.empty()) url = place(url);
      if (!url.empty()) append_attribute(out, "href", url), out += " rel=\"noreferrer\"";
    } else if (a.name == "align" && !align_seen) {
      const std::string side = lower_ascii(a.value);
      align_seen = true;
      if (side == "center" || side == "middle") out += " class=\"ac\"";
      if (side == "right") out += " class=\"ar\"";
    } else if ((a.name == "colspan" || a.name == "rowspan") && (tag == "td" || tag == "th")) {
      const int n = small_number(a.value, 60);
      if (n > 1) append_attribute(out, a.name, std::to_string(n));
    } else if (a.name == "open" && tag == "details") {
      out += " open";
    } else if (a.name == "start" && tag == "ol") {
      append_attribute(out, "start", std::to_string(small_number(a.value, 1000000)));
    } else if (a.name == "title" && tag == "abbr") {
      append_attribute(out, "title", one_line(a.value));
    }
  }
  return out;
}

}  // namespace

std::string decode_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '&') {
      out += text[at++];
      continue;
    }
    // Browsers read numbers without ';' too, so a judge of addresses has to.
    if (at + 2 < text.size() && text[at + 1] == '#') {
      const bool hex = lower_ascii(text[at + 2]) == 'x';
      std::size_t end = at + (hex ? 3 : 2);
      std::uint32_t code = 0;
      const char* begin = text.data() + end;
      const auto [stop, error] = std::from_chars(begin, text.data() + text.size(), code, hex ? 16 : 10);
      if (error == std::errc{} && stop != begin) {
        end += static_cast<std::size_t>(stop - begin);
        if (end < text.size() && text[end] == ';') ++end;
        const std::string digits = "&#" + std::to_string(code) + ";";
        out += decode_entity(digits).empty() ? "\xEF\xBF\xBD" : decode_entity(digits);
        at = end;
        continue;
      }
    }
    const std::size_t semicolon = text.substr(at, 40).find(';');
    const std::string decoded =
        semicolon == std::string_view::npos ? std::string() : decode_entity(text.substr(at, semicolon + 1));
    if (decoded.empty()) {
      out += text[at++];
    } else {
      out += decoded;
      at += semicolon + 1;
    }
  }
  return out;
}

std::string safe_url(std::string_view url, UrlUse use) {
  std::string clean;
  for (const char c : url) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) clean += c;
    if (c == ' ' && !clean.empty()) clean += "%20";
  }
  while (clean.ends_with("%20")) clean.resize(clean.size() - 3);
  if (clean.empty()) return {};
  const std::size_t stop = clean.find_first_of(":/?#&");
  if (stop == std::string::npos || clean[stop] != ':') {
    // Relative. A backslash is a slash to browsers; "//host" and "\\host" would leave the page's own site silently.
    for (char& c : clean) {
      if (c == '\\') c = '/';
    }
    if (clean.starts_with("//")) return use == UrlUse::link ? "https:" + clean : std::string();
    return clean;
  }
  const std::string scheme = lower_ascii(std::string_view(clean).substr(0, stop));
  const bool plain = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
  if (!plain || scheme.empty()) return {};
  if (scheme == "http" || scheme == "https") return clean;
  if (scheme == "mailto" && use == UrlUse::link) return clean;
  if (scheme == "data" && use == UrlUse::image) {
    const std::string head = lower_ascii(clean.substr(0, 40));
    for (const std::string_view type : {"data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,",
                                        "data:image/webp;base64,", "data:image/avif;base64,"}) {
      if (!head.starts_with(type)) continue;
      const std::string_view payload = std::string_view(clean).substr(type.size());
      const bool base64 = std::all_of(payload.begin(), payload.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
               c == '=';
      });
      return base64 ? clean : std::string();
    }
  }
  return {};
}

void Sanitizer::add_text(std::string_view text) {
  if (is_skipping()) return;
  builder_.add_text(decode_references(text));
}

void Sanitizer::add(std::string_view html) {
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t less = std::min(html.find('<', at), html.size());
    if (less > at) add_text(html.substr(at, less - at));
    at = less;
    if (at == html.size()) return;
    const char next = at + 1 < html.size() ? html[at + 1] : '\0';
    if (html.substr(at).starts_with("<!--")) {
      const std::size_t end = html.find("-->", at + 4);
      at = end == std::string_view::npos ? html.size() : end + 3;
    } else if (next == '!' || next == '?') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
    } else if (is_letter(next) || (next == '/' && at + 2 < html.size() && is_letter(html[at + 2]))) {
      std::size_t end = end_of_tag(html, at);
      if (end == std::string_view::npos) {
        // A tag that never ends swallows the rest, as it does in a browser.
        at = html.size();
        continue;
      }
      add_tag(html.substr(at, end - at));
      at = end;
    } else if (next == '/') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
    } else {
      add_text("<");
      ++at;
    }
  }
}

void Sanitizer::add_tag(std::string_view tag) {
  const bool is_end = tag[1] == '/';
  std::size_t at = is_end ? 2 : 1;
  const std::size_t name_at = at;
  while (at < tag.size() && !is_space(tag[at]) && tag[at] != '/' && tag[at] != '>') ++at;
  const std::string name = lower_ascii(tag.substr(name_at, at - name_at));
  if (is_skipping()) {
    if (is_end && name == skipping_) skipping_.clear();
    return;
  }
  const bool closes_itself = tag.size() > 2 && tag[tag.size() - 2] == '/';
  if (is_dropped_whole(name)) {
    const bool is_void = name == "embed" || (closes_itself && (name == "svg" || name == "math"));
    if (!is_end && !is_void) skipping_ = name;
    return;
  }
  if (name == "br" || name == "hr") {
    builder_.add_raw_void(name == "br" ? "<br>" : "<hr>", name == "hr");
    return;
  }
  const std::vector<Attribute> attributes =
      is_end ? std::vector<Attribute>() : read_attributes(tag.substr(at, tag.size() - at - 1));
  if (name == "img") {
    if (is_end) return;
    ImageTag image;
    for (const Attribute& a : attributes) {
      if (a.name == "src" && image.source.empty()) image.source = a.value;
      if (a.name == "alt" && image.alt.empty()) image.alt = one_line(a.value);
      if (a.name == "title") image.title = one_line(a.value);
      if (a.name == "width") image.width = small_number(a.value, 10000);
      if (a.name == "height") image.height = small_number(a.value, 10000);
    }
    image_(builder_, image);
    return;
  }
  const Allowed* row = find_allowed(name);
  if (row == nullptr) return;
  if (is_end) {
    builder_.close_raw(row->as);
  } else {
    builder_.open_raw(row->as, row->model, kept_attributes(name, attributes, place_));
  }
}

}  // namespace afterword
