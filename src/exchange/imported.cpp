#include "exchange/imported.h"

#include "document/document.h"
#include "exchange/prose_field.h"
#include "exchange/rich_text.h"
#include "postmortem/heading.h"
#include "render/html.h"

namespace afterword {
namespace {

/// What the templates of other programs call their sections, where the words alone don't say it.
struct HeadingRow {
  std::string_view words;
  ImportedPlace place;
};
constexpr HeadingRow known_headings[] = {
    {"leadup", ImportedPlace::cause},
    {"lead up", ImportedPlace::cause},
    {"fault", ImportedPlace::cause},
    {"five whys", ImportedPlace::cause},
    {"5 whys", ImportedPlace::cause},
    {"why we were surprised", ImportedPlace::lessons},
    {"recovery", ImportedPlace::resolution},
    {"response", ImportedPlace::resolution},
    {"backlog check", ImportedPlace::lessons},
    {"recurrence", ImportedPlace::lessons},
    {"executive summary", ImportedPlace::summary},
};

ImportedPlace place_of_heading(const std::string& heading) {
  const std::string folded = fold_heading(heading);
  for (const HeadingRow& row : known_headings)
    if (folded == row.words || folded.starts_with(std::string(row.words) + " ")) return row.place;
  switch (read_heading(heading).role) {
    case Role::summary:
    case Role::duration:
      return ImportedPlace::summary;
    case Role::impact:
      return ImportedPlace::impact;
    case Role::root_cause:
    case Role::cause_and_resolution:
      return ImportedPlace::cause;
    case Role::resolution:
    case Role::escalation:
      return ImportedPlace::resolution;
    case Role::timeline:
      return ImportedPlace::timeline;
    case Role::detection:
      return ImportedPlace::detection;
    case Role::measures:
    case Role::tasks:
      return ImportedPlace::tasks;
    case Role::improvements:
      return ImportedPlace::improvements;
    case Role::lessons:
      return ImportedPlace::lessons;
    default:
      return ImportedPlace::other;
  }
}

constexpr std::pair<std::string ImportedIncident::*, std::string_view> texts[] = {
    {&ImportedIncident::id, "Also numbered"},      {&ImportedIncident::title, "Also called"},
    {&ImportedIncident::severity, "Severity"},     {&ImportedIncident::status, "Status"},
    {&ImportedIncident::service, "Service"},       {&ImportedIncident::impact, "Impact"},
    {&ImportedIncident::root_cause, "Root cause"},
};
constexpr std::pair<ImportedTime ImportedIncident::*, std::string_view> times[] = {
    {&ImportedIncident::start, "Also said to start"}, {&ImportedIncident::end, "Also said to end"},
    {&ImportedIncident::detected, "Also detected"},   {&ImportedIncident::acknowledged, "Also acknowledged"},
    {&ImportedIncident::mitigated, "Also mitigated"}, {&ImportedIncident::created, "Also created"},
};

/// Whether most items of a list begin with a time of day, whatever its heading calls it.
bool tells_times(std::string_view markdown) {
  std::size_t items = 0, timed = 0;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    std::string_view line = markdown.substr(at, end - at);
    at = end + 1;
    if (line.size() < 7 || std::string_view("-*+|").find(line[0]) == std::string_view::npos) continue;
    ++items;
    line.remove_prefix(std::min(line.find_first_not_of("-*+| \t`_"), line.size()));
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool clock = (digits == 1 || digits == 2) && digits + 2 < line.size() &&
                       (line[digits] == ':' || line[digits] == '.' || line[digits] == 'h') &&
                       std::isdigit(static_cast<unsigned char>(line[digits + 1])) != 0 &&
                       std::isdigit(static_cast<unsigned char>(line[digits + 2])) != 0;
    const bool day = digits == 4 && digits + 1 < line.size() && line[digits] == '-';
    timed += clock || day ? 1 : 0;
  }
  return timed >= 2 && timed * 5 >= items * 3;
}

struct Heading {
  std::size_t begin = 0, end = 0;  ///< of the line and the one that underlines it
  int level = 0;
  std::string text;
};

std::vector<Heading> headings_of(const Document& document) {
  std::vector<Heading> out;
  std::map<std::uint32_t, std::string_view> words;  // by node
  for (const Line& line : document.lines())
    if (line.kind == LineKind::heading) words.emplace(line.node, document.plain_of(line));
  const std::string_view text = document.text().content();
  for (std::uint32_t i = 1; i < document.nodes().size(); i = document.nodes()[i].after) {
    const Node& node = document.nodes()[i];
    if (node.kind != NodeKind::heading) continue;
    Heading heading{node.span.begin, node.span.end, node.level, {}};
    while (heading.end < text.size() && text[heading.end] == '\n') ++heading.end;
    if (const auto here = words.find(i); here != words.end()) heading.text = here->second;
    out.push_back(std::move(heading));
  }
  return out;
}

}  // namespace

void ImportedIncident::set(std::string ImportedIncident::* member, std::string value) {
  if (value.empty() || this->*member == value) return;
  if ((this->*member).empty()) {
    this->*member = std::move(value);
    return;
  }
  for (const auto& [known, label] : texts)
    if (known == member) return add_detail(std::string(label), std::move(value));
}

void ImportedIncident::set(ImportedTime ImportedIncident::* member, ImportedTime value) {
  if (value.empty() || (this->*member).shown() == value.shown()) return;
  if ((this->*member).empty()) {
    this->*member = std::move(value);
    return;
  }
  for (const auto& [known, label] : times)
    if (known == member) add_detail(std::string(label), value.shown());
}

void ImportedIncident::add_part(ImportedPlace place, std::string heading, std::string markdown) {
  if (markdown.find_first_not_of(" \n\t") == std::string::npos && heading.empty()) return;
  parts.push_back({place, std::move(heading), std::move(markdown)});
}

void ImportedIncident::add_detail(std::string label, std::string value) {
  if (!value.empty() && said_.insert("detail\n" + label + "\n" + value).second)
    details.push_back({std::move(label), std::move(value)});
}

void ImportedIncident::add_origin(std::string label, std::string value) {
  if (!value.empty() && said_.insert("origin\n" + label + "\n" + value).second)
    origin.push_back({std::move(label), std::move(value)});
}

void ImportedIncident::add_entry(ImportedTime time, std::string label, std::string text) {
  timeline.push_back({std::move(time), std::move(label), std::move(text), false});
}

void ImportedIncident::add_moment(ImportedTime time, std::string label, std::string text) {
  if (!time.empty()) timeline.push_back({std::move(time), std::move(label), std::move(text), true});
}

void ImportedIncident::add_document(std::string_view markdown) {
  if (markdown.find_first_not_of(" \n\t") == std::string_view::npos) return;
  const Document document = Document::read(std::string(markdown));
  const std::string_view text = document.text().content();
  std::vector<Heading> headings = headings_of(document);
  // One heading above all others, at the beginning, is the title.
  const auto is_alone = [&] {
    return headings.size() > 1 && std::all_of(headings.begin() + 1, headings.end(),
                                              [&](const Heading& h) { return h.level > headings.front().level; });
  };
  std::size_t at = 0;
  std::string words;
  if (is_alone() && text.substr(0, headings.front().begin).find_first_not_of(" \n") == std::string_view::npos) {
    at = headings.front().end;
    if (title.empty()) title = headings.front().text;
    if (title != headings.front().text) words = headings.front().text;
    headings.erase(headings.begin());
  }
  int top = 7;
  for (const Heading& heading : headings) top = std::min(top, heading.level);
  // What stands under a heading of its own before the sections belongs to the summary, unless the heading says more.
  ImportedPlace place = words.empty() ? ImportedPlace::summary : place_of_heading(words);
  if (place == ImportedPlace::other) place = ImportedPlace::summary;
  for (std::size_t i = 0; i <= headings.size(); ++i) {
    if (i < headings.size() && headings[i].level != top) continue;
    const std::size_t until = i < headings.size() ? headings[i].begin : text.size();
    std::string section(text.substr(at, until - at));
    const bool undecided = place == ImportedPlace::other || place == ImportedPlace::summary;
    if (undecided && !words.empty() && tells_times(section)) place = ImportedPlace::timeline;
    add_part(place, words, std::move(section));
    if (i == headings.size()) break;
    words = headings[i].text;
    place = place_of_heading(words);
    at = headings[i].end;
  }
}

void ImportedIncident::absorb(ImportedIncident&& other) {
  const auto move_all = [](auto& to, auto& of) {
    for (auto& element : of) to.push_back(std::move(element));
  };
  move_all(origin, other.origin);
  move_all(details, other.details);
  move_all(parts, other.parts);
  move_all(timeline, other.timeline);
  move_all(measures, other.measures);
  move_all(tags, other.tags);
  for (const auto& [member, label] : texts) set(member, std::move(other.*member));
  for (const auto& [member, label] : times) set(member, std::move(other.*member));
  is_private = is_private || other.is_private;
}

std::string name_of_report(const ImportedIncident& incident) {
  constexpr int words_max = 8;
  std::string day = incident.start.day;
  if (day.empty()) day = incident.detected.day;
  if (day.empty()) day = incident.created.day;
  if (day.empty()) day = incident.end.day;
  if (day.empty() && !incident.timeline.empty()) day = incident.timeline.front().time.day;
  std::string slug = slug_of(incident.title, words_max, 60);
  if (slug.empty()) slug = slug_of(incident.source + " " + incident.id, words_max, 60);
  if (slug.empty()) slug = "incident";
  return day.empty() ? slug : slug.starts_with(day) ? slug : day + "-" + slug;
}

}  // namespace afterword
