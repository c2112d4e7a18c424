#include "search/entry.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "archive/board.h"
#include "base/hash_bytes.h"
#include "search/query.h"
#include "search/terms.h"
#include "text/ascii.h"

namespace afterword {
namespace {

void mark_lines(const Document& document, const Passage& passage, std::vector<std::optional<SearchPart>>& out) {
  const std::vector<Line>& lines = document.lines();
  auto at = lines.begin();
  for (const std::uint32_t number : passage.lines) {
    at = std::lower_bound(at, lines.end(), number, [](const Line& line, std::uint32_t n) { return line.number < n; });
    for (auto line = at; line != lines.end() && line->number == number; ++line) {
      auto& part = out[static_cast<std::size_t>(line - lines.begin())];
      if (part == SearchPart::body || part == SearchPart::summary) part = SearchPart::cause;
    }
  }
}

std::optional<SearchPart> part_of(const Line& line, const LinePlace& place) {
  if (line.kind == LineKind::front_matter) return std::nullopt;
  if (place.heading) return SearchPart::body;
  const Role role = place.label != Role::other ? place.label : place.role;
  if (role == Role::root_cause) return SearchPart::cause;
  if (role == Role::summary || role == Role::impact) return SearchPart::summary;
  return SearchPart::body;
}

/// Writes facts: one call a fact.
class FactWriter {
 public:
  explicit FactWriter(std::string& out) : out_(out) {}
  void add(std::string_view field, std::string_view value) {
    for (const std::string& term : fact_terms(field, value)) out_ += term + ' ';
  }
  void add(QueryField field, std::string_view value) { add(name_of(field), value); }
  /// What has: asks for: each property is there or not, and either can be asked.
  void add_property(std::string_view name, bool there) {
    out_ += "has=";
    if (!there) out_ += "no-";
    out_ += name;
    out_ += ' ';
  }

 private:
  std::string& out_;
};

/// Teams are named where the front matter says so, where one was escalated to, and where one owns a measure.
void add_teams(const Postmortem& postmortem, const Record& record, FactWriter& facts) {
  for (const FrontMatterEntry& entry : postmortem.front_matter.entries)
    if (entry.key == "team" || entry.key == "teams" || entry.key == "owning_team")
      facts.add(QueryField::team, entry.value);
  for (const std::string& team : postmortem.escalated_to) facts.add(QueryField::team, team);
  constexpr std::string_view signs[] = {"team", "group", "desk", "crew", "squad"};
  for (const KeptMeasure& measure : record.measures)
    if (contains_any(lower_ascii(measure.owner), signs)) facts.add(QueryField::team, measure.owner);
}

void add_facts(const Postmortem& postmortem, const Record& record, SearchEntry& out) {
  FactWriter facts(out.facts);
  facts.add(QueryField::service, record.service);
  facts.add(QueryField::severity, record.severity);
  facts.add(QueryField::status, postmortem.status);
  facts.add(QueryField::path, record.path);
  if (record.cause_class) facts.add(QueryField::cause_class, name_of(*record.cause_class));
  add_teams(postmortem, record, facts);
  std::size_t tasks = 0, open = 0;
  bool owned = false;
  for (const KeptMeasure& measure : record.measures) {
    owned |= !measure.owner.empty();
    facts.add(QueryField::owner, measure.owner);
    if (!is_task(measure)) continue;
    ++tasks;
    if (measure.done) continue;
    ++open;
    const DueDay due = due_of(record, measure);
    if (due.day && (!out.first_due || *due.day < *out.first_due)) out.first_due = due.day;
  }
  facts.add_property("measures", !record.measures.empty());
  facts.add_property("open-measures", open > 0);
  facts.add_property("done-measures", open < tasks);
  facts.add_property("owner", owned);
  facts.add_property("cause", !record.cause.empty());
  facts.add_property("summary", std::any_of(postmortem.sections.begin(), postmortem.sections.end(),
                                            [](const Section& s) { return s.role == Role::summary; }));
  facts.add_property("timeline", !postmortem.timeline.empty());
  facts.add_property("detection", postmortem.detected_at || postmortem.detected_how);
  facts.add_property("service", !record.service.empty());
  facts.add_property("severity", !record.severity.empty());
  facts.add_property("date", record.date.has_value());
  facts.add_property("duration", record.duration_min.has_value());
  if (record.detected_how && record.is_postmortem) facts.add(QueryField::detected, name_of(*record.detected_how));
  // What the figures of `stats` are of: archive/statistics.cpp.
  const auto is_counted = [&](const std::optional<double>& minutes) {
    return record.is_postmortem && minutes.has_value() && *minutes >= 0;
  };
  const bool ends = is_counted(record.duration_min);
  facts.add_property("incident", record.is_postmortem);
  facts.add_property("tasks", record.is_postmortem && std::any_of(record.measures.begin(), record.measures.end(),
                                                                  [](const KeptMeasure& m) { return m.task; }));
  facts.add_property("time-to-detect", is_counted(record.detect_min));
  facts.add_property("time-to-mitigate", is_counted(record.mitigate_min));
  facts.add_property("time-to-resolve", ends);
  facts.add_property("impact-minutes", ends && record.percent.has_value());
  facts.add_property("image", postmortem.attractive.image || postmortem.attractive.diagram);
}

}  // namespace

std::vector<std::optional<SearchPart>> part_lines(const Postmortem& postmortem) {
  const std::vector<Line>& lines = postmortem.document->lines();
  std::vector<std::optional<SearchPart>> out(lines.size(), SearchPart::body);
  for (std::size_t i = 0; i < lines.size() && i < postmortem.places.size(); ++i)
    out[i] = part_of(lines[i], postmortem.places[i]);
  mark_lines(*postmortem.document, postmortem.root_cause_summary, out);
  mark_lines(*postmortem.document, postmortem.trigger, out);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (postmortem.title && lines[i].span.covers(postmortem.title_span)) out[i] = SearchPart::title;
  return out;
}

std::vector<std::string> fact_terms(std::string_view field, std::string_view value) {
  std::vector<std::string> out;
  for (const SearchTerm& term : split_terms(value, Stemming::no))
    out.push_back(std::string(field) + "=" + term.letters);
  return out;
}

void list_terms(SearchEntry& entry) {
  std::size_t bytes = entry.facts.size();
  for (const std::string& words : entry.words) bytes += words.size();
  entry.terms.clear();
  entry.terms.reserve(bytes / 10);  // words have six letters or so, and half of them were there before
  // A report is small: this table is where it is asked, and what fills the index need look up each term once only. No
  // term is shorter than two bytes with its space, so that at most half of the slots are taken.
  std::vector<std::uint32_t> slots(std::bit_ceil(bytes + 2));
  const std::size_t mask = slots.size() - 1;
  for (std::uint16_t part = 0; part <= search_parts; ++part) {
    const std::string_view text = part < search_parts ? entry.words[part] : entry.facts;
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
      end = std::min(text.find(' ', begin), text.size());
      const std::string_view letters = text.substr(begin, end - begin);
      if (letters.empty()) continue;
      const auto hash = static_cast<std::uint32_t>(hash_bytes(letters));
      std::size_t at = hash & mask;
      const auto is_this = [&](const EntryTerm& term) {
        return term.hash == hash && entry.letters_of(term) == letters;
      };
      while (slots[at] != 0 && !is_this(entry.terms[slots[at] - 1])) at = (at + 1) & mask;
      if (slots[at] != 0) continue;
      entry.terms.push_back(
          {hash, static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(letters.size()), part});
      slots[at] = static_cast<std::uint32_t>(entry.terms.size());
    }
  }
}

SearchEntry make_search_entry(const Postmortem& postmortem, const Record& record) {
  SearchEntry out;
  out.path = record.path;
  if (!fact_terms("service", record.service).empty()) out.service = lower_ascii(record.service);
  out.cause_class = record.cause_class;
  if (record.date && is_valid(*record.date)) out.date = record.date;
  out.minutes = record.duration_min;
  out.is_postmortem = record.is_postmortem;
  const std::vector<Line>& lines = postmortem.document->lines();
  const auto parts = part_lines(postmortem);
  out.words[static_cast<std::size_t>(SearchPart::body)].reserve(postmortem.document->plain().size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (parts[i])
      out.length += append_terms(out.words[static_cast<std::size_t>(*parts[i])],
                                 postmortem.document->plain_of(lines[i]), Stemming::yes);
  if (out.words[0].empty()) out.length += append_terms(out.words[0], record.title, Stemming::yes);
  add_facts(postmortem, record, out);
  list_terms(out);
  return out;
}

}  // namespace afterword
