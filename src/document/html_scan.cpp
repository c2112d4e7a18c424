#include "document/html_scan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "document/marker_scan.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::pair<std::string_view, TagKind> tag_kinds[] = {
    {"a", TagKind::other},          {"article", TagKind::block},    {"aside", TagKind::block},
    {"b", TagKind::bold},           {"blockquote", TagKind::quote}, {"body", TagKind::block},
    {"br", TagKind::line_break},    {"caption", TagKind::block},    {"center", TagKind::block},
    {"code", TagKind::code},        {"dd", TagKind::block},         {"details", TagKind::block},
    {"div", TagKind::block},        {"dl", TagKind::block},         {"dt", TagKind::block},
    {"figcaption", TagKind::block}, {"figure", TagKind::block},     {"footer", TagKind::block},
    {"h1", TagKind::heading},       {"h2", TagKind::heading},       {"h3", TagKind::heading},
    {"h4", TagKind::heading},       {"h5", TagKind::heading},       {"h6", TagKind::heading},
    {"header", TagKind::block},     {"hr", TagKind::block},         {"html", TagKind::block},
    {"img", TagKind::image},        {"kbd", TagKind::code},         {"li", TagKind::item},
    {"main", TagKind::block},       {"nav", TagKind::block},        {"ol", TagKind::ordered_list},
    {"p", TagKind::block},          {"pre", TagKind::preformatted}, {"samp", TagKind::code},
    {"script", TagKind::hidden},    {"section", TagKind::block},    {"strong", TagKind::bold},
    {"style", TagKind::hidden},     {"summary", TagKind::summary},  {"table", TagKind::table},
    {"td", TagKind::cell},          {"th", TagKind::header_cell},   {"title", TagKind::hidden},
    {"tr", TagKind::row},           {"tt", TagKind::code},          {"ul", TagKind::list},
};

bool equal_ignoring_case(std::string_view written, std::string_view lower_case) {
  return written.size() == lower_case.size() && std::equal(written.begin(), written.end(), lower_case.begin(),
                                                           [](char a, char b) { return lower_ascii(a) == b; });
}

TagKind kind_of(std::string_view name) {
  if (name.size() > 10) return TagKind::other;
  std::array<char, 10> buffer{};
  std::transform(name.begin(), name.end(), buffer.begin(), static_cast<char (*)(char)>(lower_ascii));
  const std::string_view wanted(buffer.data(), name.size());
  const auto* found = std::lower_bound(
      std::begin(tag_kinds), std::end(tag_kinds), wanted,
      [](const std::pair<std::string_view, TagKind>& row, std::string_view w) { return row.first < w; });
  return found != std::end(tag_kinds) && found->first == wanted ? found->second : TagKind::other;
}

std::uint32_t find_after(std::string_view text, std::uint32_t at, std::uint32_t limit, std::string_view closer) {
  const std::size_t found = text.substr(0, limit).find(closer, at);
  return found == std::string_view::npos ? limit : static_cast<std::uint32_t>(found + closer.size());
}

/// After the `>` that is outside quotes; `limit` if there is none.
std::uint32_t skip_attributes(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  while (at < limit) {
    const char c = text[at++];
    if (c == '>') return at;
    if ((c == '"' || c == '\'') && text[at - 2] == '=') {
      const std::size_t close = text.substr(0, limit).find(c, at);
      if (close != std::string_view::npos) at = static_cast<std::uint32_t>(close) + 1;
    }
  }
  return limit;
}

}  // namespace

Tag read_tag(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  Tag tag;
  tag.end = at + 1;
  std::uint32_t p = at + 1;
  if (p >= limit) return tag;
  if (text.substr(p, 3) == "!--") {
    tag.kind = TagKind::comment;
    tag.end = find_after(text, std::min(p + 3, limit), limit, "-->");
    return tag;
  }
  if (text[p] == '!' || text[p] == '?') {
    tag.kind = TagKind::comment;
    tag.end = find_after(text, p, limit, ">");
    return tag;
  }
  if (text[p] == '/') {
    tag.closing = true;
    ++p;
  }
  const std::uint32_t name = p;
  if (p >= limit || !is_letter(text[p])) return tag;
  while (p < limit && (is_letter(text[p]) || is_digit(text[p]) || text[p] == '-')) ++p;
  if (p < limit && !is_space(text[p]) && text[p] != '>' && text[p] != '/') return tag;
  tag.name = text.substr(name, p - name);
  tag.kind = kind_of(tag.name);
  if (tag.kind == TagKind::heading) tag.level = static_cast<std::uint8_t>(text[p - 1] - '0');
  tag.end = skip_attributes(text, p, limit);
  tag.attributes = {p, std::max(p, tag.end - 1)};
  return tag;
}

Span attribute_of(std::string_view text, const Tag& tag, std::string_view name) {
  std::uint32_t at = tag.attributes.begin;
  const std::uint32_t end = tag.attributes.end;
  while (at < end) {
    while (at < end && (is_space(text[at]) || text[at] == '/')) ++at;
    const std::uint32_t key = at;
    while (at < end && !is_space(text[at]) && text[at] != '=' && text[at] != '/') ++at;
    const std::string_view key_text = text.substr(key, at - key);
    while (at < end && is_space(text[at])) ++at;
    Span value{at, at};
    if (at < end && text[at] == '=') {
      ++at;
      while (at < end && is_space(text[at])) ++at;
      if (at < end && (text[at] == '"' || text[at] == '\'')) {
        const char quote = text[at++];
        value.begin = at;
        while (at < end && text[at] != quote) ++at;
        value.end = at;
        if (at < end) ++at;
      } else {
        value.begin = at;
        while (at < end && !is_space(text[at])) ++at;
        value.end = at;
      }
    } else if (at == key) {
      ++at;
    }
    if (equal_ignoring_case(key_text, name)) return value;
  }
  return {};
}

}  // namespace afterword
