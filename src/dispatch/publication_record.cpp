// The list of publications in a report's front matter: written line by line, so that no other byte changes.
#include <algorithm>

#include "dispatch/publication.h"
#include "dispatch/web.h"
#include "document/document.h"

namespace afterword {
namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

std::string_view bare(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

std::string entry_of(const Publication& publication, std::string_view line_end) {
  const std::string end(line_end);
  return "  - url: " + publication.url + end + "    date: " + publication.date + end + "    hash: " + publication.hash +
         end;
}

bool is_inner(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t') || line.starts_with('-') || bare(line).empty();
}

/// The front matter's lines with the entry in them; nothing where `published` stands there in another form.
std::optional<std::string> with_entry(std::string_view yaml, const Publication& publication,
                                      std::string_view line_end) {
  const std::vector<std::string_view> lines = split_lines(yaml);
  const auto key =
      std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return line.starts_with("published:"); });
  std::string out;
  if (key == lines.end()) {
    out = yaml;
    if (!out.empty() && !out.ends_with('\n')) out += line_end;
    return out + "published:" + std::string(line_end) + entry_of(publication, line_end);
  }
  if (bare(*key) != "published:") return std::nullopt;
  auto at = lines.begin();
  for (; at <= key; ++at) out += *at;
  bool replaced = false;
  while (at != lines.end() && is_inner(*at)) {
    // An element reaches to the next "- ".
    auto end = at + 1;
    while (end != lines.end() && is_inner(*end) &&
           end->substr(std::min(end->find_first_not_of(" \t"), end->size())).substr(0, 2) != "- ")
      ++end;
    std::string element;
    for (auto line = at; line != end; ++line) element += *line;
    const std::size_t url = element.find("url: ");
    const std::string_view address = url == std::string::npos
                                         ? std::string_view()
                                         : bare(split_lines(std::string_view(element).substr(url + 5)).front());
    if (address == publication.url || address == "\"" + publication.url + "\"") {
      if (!replaced) out += entry_of(publication, line_end);
      replaced = true;
    } else {
      out += element;
    }
    at = end;
  }
  if (!replaced) {
    if (!out.ends_with('\n')) out += line_end;
    out += entry_of(publication, line_end);
  }
  for (; at != lines.end(); ++at) out += *at;
  return out;
}

bool says_only_that(const Postmortem& before, const Postmortem& after, const Publication& publication) {
  const auto all = publications_of(after);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Publication& one) { return one.url == publication.url; });
  if (found == all.end() || found->date != publication.date || found->hash != publication.hash) return false;
  const auto civil = [](const std::optional<Stated>& stated) { return stated ? stated->value : std::string(); };
  return before.title == after.title && civil(before.start) == civil(after.start) &&
         civil(before.end) == civil(after.end) && before.measures.size() == after.measures.size() &&
         before.timeline.size() == after.timeline.size() && before.severity == after.severity &&
         before.status == after.status && public_hash(before) == public_hash(after);
}

Postmortem read_bytes(const std::string& bytes, const std::string& path) {
  return read_postmortem(std::make_shared<const Document>(Document::read(bytes, path)));
}

}  // namespace

Result<std::string> record_publication(const std::string& bytes, const std::string& path,
                                       const Publication& publication) {
  const auto refuse = [&](std::string message) {
    return std::unexpected(Error{ErrorKind::input, std::move(message), path,
                                 "write it there by hand: published: with `- url: " + publication.url +
                                     "`, `date: " + publication.date + "`, `hash: " + publication.hash + "`"});
  };
  const Postmortem before = read_bytes(bytes, path);
  const Document& document = *before.document;
  const std::string_view line_end = bytes.find("\r\n") != std::string::npos ? "\r\n" : "\n";
  std::string out = bytes;
  const auto node = std::find_if(document.nodes().begin(), document.nodes().end(),
                                 [](const Node& n) { return n.kind == NodeKind::front_matter; });
  if (node == document.nodes().end()) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    out.insert(bytes.starts_with(mark) ? mark.size() : 0,
               "---" + std::string(line_end) + "published:" + std::string(line_end) + entry_of(publication, line_end) +
                   "---" + std::string(line_end) + std::string(line_end));
  } else {
    const Span place = document.text().to_original(node->span);
    const std::string_view whole = std::string_view(bytes).substr(place.begin, place.size());
    const std::size_t first = whole.find('\n');
    const std::vector<std::string_view> lines = split_lines(whole);
    if (first == std::string_view::npos || lines.size() < 2) return refuse("the front matter can't be written to");
    // The fence that closes it is its last line.
    std::size_t last = whole.size();
    for (std::size_t i = lines.size(); i-- > 1;) {
      last -= lines[i].size();
      if (bare(lines[i]) == "---" || bare(lines[i]) == "...") break;
    }
    if (last <= first) return refuse("the front matter can't be written to");
    const auto yaml = with_entry(whole.substr(first + 1, last - first - 1), publication, line_end);
    if (!yaml) return refuse("`published` stands in the front matter in another form than a list");
    out.replace(place.begin + first + 1, last - first - 1, *yaml);
  }
  if (!says_only_that(before, read_bytes(out, path), publication))
    return refuse("the address can't be recorded in this report; nothing was changed");
  return out;
}

}  // namespace afterword
