#include "workspace/search_report.h"

#include <algorithm>

#include "moment/duration.h"
#include "text/ascii.h"
#include "workspace/cells.h"
#include "workspace/frame.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::string_view bold = "1", dim = "2";

std::string mark(std::string_view text, const std::vector<Span>& marks, Color color) {
  std::string out;
  std::uint32_t at = 0;
  for (const Span span : marks) {
    out += show_path(text.substr(at, span.begin - at));
    out += paint(show_path(span.in(text)), bold, color);
    at = span.end;
  }
  return out + show_path(text.substr(at));
}

/// The same over several lines of at most `width` cells, of which `used` are taken on the first; 0: on one line.
std::string mark_wrapped(std::string_view text, const std::vector<Span>& marks, Color color, std::uint32_t used,
                         std::uint32_t width) {
  if (width == 0) return mark(text, marks, color);
  constexpr std::uint32_t indent = 4;
  std::string out;
  for (std::uint32_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find(' ', begin), text.size()));
    std::vector<Span> within;
    for (const Span span : marks)
      if (span.begin < end && span.end > begin)
        within.push_back({std::max(span.begin, begin) - begin, std::min(span.end, end) - begin});
    const std::string_view word = text.substr(begin, end - begin);
    const std::uint32_t cells = count_cells(show_path(word));
    const bool breaks = used > indent && used + 1 + cells > width;
    if (breaks) out += "\n" + std::string(indent, ' ');
    if (!breaks && begin > 0) out += ' ';
    used = (breaks ? indent : used + 1) + cells;
    out += mark(word, within, color);
    begin = end + 1;
  }
  return out;
}

std::string facts_of(const Record& record) {
  std::string out;
  const auto add = [&](const std::string& fact) {
    if (!fact.empty()) out += (out.empty() ? "" : ", ") + fact;
  };
  if (record.date && is_valid(*record.date)) {
    std::string day;
    append_date(day, *record.date);
    add(day);
  }
  add(show_path(record.service));
  add(show_path(record.severity));
  if (record.duration_min && *record.duration_min > 0)
    add(duration_text(static_cast<std::int64_t>(*record.duration_min * 60)));
  if (record.cause_class) add(std::string(name_of(*record.cause_class)));
  const auto open = std::count_if(record.measures.begin(), record.measures.end(),
                                  [](const KeptMeasure& measure) { return measure.task && !measure.done; });
  if (open > 0) add(std::to_string(open) + (open == 1 ? " open measure" : " open measures"));
  return out;
}

std::string print_report(const FoundReport& report, Color color, std::uint32_t width) {
  std::string out = mark(report.record.title, report.title_marks, color) + "\n";
  if (const std::string facts = facts_of(report.record); !facts.empty()) out += "  " + paint(facts, dim, color) + "\n";
  const std::string path = show_path(report.path);
  if (report.snippets.empty()) out += "  " + paint(path + ":1", place_color, color) + "\n";
  for (const Snippet& snippet : report.snippets) {
    const std::string place = path + ":" + std::to_string(snippet.line);
    out += "  " + paint(place, place_color, color) + ": " +
           mark_wrapped(snippet.text, snippet.marks, color, count_cells(place) + 3, width) + "\n";
  }
  return out + "\n";
}

std::string print_facet(std::string_view name, const std::vector<SearchFacet>& facets) {
  constexpr std::size_t shown_max = 8;
  const bool tells = std::any_of(facets.begin(), facets.end(), [](const SearchFacet& f) { return f.matches > 1; });
  if (facets.size() < 2 || !tells) return {};
  std::string out = std::string(name) + ": ";
  for (std::size_t i = 0; i < std::min(shown_max, facets.size()); ++i)
    out += (i > 0 ? ", " : "") + show_path(facets[i].value) + " " + group_digits(facets[i].matches);
  if (facets.size() > shown_max) out += ", …";
  return out + "\n";
}

std::string quoted(const std::string& word) {
  return "`" + show_path(word) + "`";
}

/// What was not found as it was typed, and what was done about it.
std::string explain(const FoundReports& found) {
  std::string out;
  for (const auto& [word, meant] : found.unknown) {
    out += "no report has " + quoted(word);
    if (!meant.empty())
      out += found.widened == FoundReports::Widened::no ? "; did you mean " + quoted(meant) + "?"
                                                        : "; searched for " + quoted(meant);
    out += '\n';
  }
  for (const UnknownFact& fact : found.unknown_facts)
    out += "no report has " + quoted(fact.written) +
           (fact.meant.empty() ? "" : "; did you mean " + quoted(fact.meant) + "?") + "\n";
  if (found.widened == FoundReports::Widened::any) out += "no report has all of these words; these have some\n";
  return out;
}

/// Filters of the query that keep everything out are what to loosen.
std::string nothing_found(const FoundReports& found, std::string_view text) {
  std::string out = explain(found);
  if (out.empty()) out = "no report matches\n";
  bool filters =
      found.query.from || found.query.to || found.query.longer_min || found.query.shorter_min || found.query.overdue;
  bool excludes = false, phrases = false;
  for (const QueryClause& clause : found.query.clauses) {
    filters |= !is_text(clause.any.front().field);
    excludes |= clause.excluded;
    phrases |= clause.any.front().terms.size() > 1;
  }
  for (const UnknownFact& fact : found.unknown_facts) {
    if (!fact.meant.empty() || fact.values.empty()) continue;
    out += "  help: " + std::string(name_of(fact.field)) + ": is";
    for (std::size_t i = 0; i < fact.values.size(); ++i) out += (i > 0 ? ", " : " ") + show_path(fact.values[i]);
    out += fact.more ? " and others here\n" : " here\n";
  }
  const bool meant = std::any_of(found.unknown_facts.begin(), found.unknown_facts.end(),
                                 [](const UnknownFact& fact) { return !fact.meant.empty(); });
  for (const Loosened& one : found.without)
    out += "  help: without " + (one.filter.contains(' ') ? one.filter : quoted(one.filter)) + " " +
           std::to_string(one.matches) + (one.matches == 1 ? " report matches\n" : " reports match\n");
  if (filters && !meant && found.without.empty()) out += "  help: leave out a filter\n";
  if (excludes) out += "  help: leave out what stands behind -\n";
  if (phrases && !filters && found.unknown.empty())
    out += text.contains('"') ? "  help: leave out the quotes, to find the words apart\n"
                              : "  help: write the parts with spaces between, to find them apart\n";
  return out;
}

std::string json_marked(std::string_view text, const std::vector<Span>& marks) {
  std::string out = "[";
  std::uint32_t at = 0;
  const auto add = [&](std::string_view part, bool hit) {
    if (part.empty()) return;
    out += std::string(out.size() > 1 ? "," : "") + "{\"text\":" + json_string(part) + (hit ? ",\"hit\":true}" : "}");
  };
  for (const Span span : marks) {
    add(text.substr(at, span.begin - at), false);
    add(span.in(text), true);
    at = span.end;
  }
  add(text.substr(at), false);
  return out + "]";
}

std::string json_or_null(const std::string& text) {
  return text.empty() ? "null" : json_string(text);
}

std::string json_report(const FoundReport& report) {
  const Record& record = report.record;
  std::string day;
  if (record.date) append_date(day, *record.date);
  std::string out = "{\"path\":" + json_string(report.path) + ",\"score\":" + std::to_string(report.score) +
                    ",\"title\":" + json_string(record.title) +
                    ",\"title_parts\":" + json_marked(record.title, report.title_marks) +
                    ",\"date\":" + json_or_null(day) + ",\"service\":" + json_or_null(record.service) +
                    ",\"severity\":" + json_or_null(record.severity) +
                    ",\"cause_class\":" + (record.cause_class ? json_string(name_of(*record.cause_class)) : "null") +
                    ",\"cause\":" + json_or_null(record.cause) + ",\"duration_min\":" +
                    (record.duration_min ? std::to_string(static_cast<std::int64_t>(*record.duration_min)) : "null") +
                    ",\"snippets\":[";
  for (std::size_t i = 0; i < report.snippets.size(); ++i)
    out += std::string(i > 0 ? "," : "") + "{\"line\":" + std::to_string(report.snippets[i].line) +
           ",\"parts\":" + json_marked(report.snippets[i].text, report.snippets[i].marks) + "}";
  return out + "]}";
}

std::string json_facet(const std::vector<SearchFacet>& facets) {
  std::string out = "[";
  for (std::size_t i = 0; i < facets.size(); ++i)
    out += std::string(i > 0 ? "," : "") + "{\"value\":" + json_string(facets[i].value) +
           ",\"matches\":" + std::to_string(facets[i].matches) + "}";
  return out + "]";
}

std::string_view name_of(FoundReports::Widened widened) {
  constexpr std::string_view names[] = {"no", "corrected", "any"};
  return names[static_cast<std::size_t>(widened)];
}

}  // namespace

std::string print_found(const FoundReports& found, std::string_view text, Color color, std::uint32_t width) {
  if (found.answer.matches == 0) return nothing_found(found, text);
  std::string out = explain(found);
  if (!out.empty()) out += '\n';
  for (const FoundReport& report : found.reports) out += print_report(report, color, width);
  const SearchAnswer& answer = found.answer;
  const std::string count = group_digits(answer.matches);
  out += answer.more                             ? "more than " + count + " reports, counted by the latest"
         : answer.matches == 1                   ? "1 report"
         : found.reports.size() < answer.matches ? std::to_string(found.reports.size()) + " of " + count + " reports"
                                                 : count + " reports";
  out += '\n';
  return out + print_facet("service", answer.services) + print_facet("year", answer.years) +
         print_facet("class", answer.cause_classes);
}

std::string found_json(const FoundReports& found, std::string_view text) {
  const SearchAnswer& answer = found.answer;
  std::string out = "{\"schema\":\"afterword.search/1\",\"query\":" + json_string(text) +
                    ",\"matches\":" + std::to_string(answer.matches) + ",\"more\":" + (answer.more ? "true" : "false") +
                    ",\"widened\":" + json_string(name_of(found.widened)) + ",\"unknown\":[";
  for (std::size_t i = 0; i < found.unknown.size(); ++i)
    out += std::string(i > 0 ? "," : "") + "{\"word\":" + json_string(found.unknown[i].first) +
           ",\"meant\":" + json_or_null(found.unknown[i].second) + "}";
  out += "],\"facets\":{\"service\":" + json_facet(answer.services) + ",\"year\":" + json_facet(answer.years) +
         ",\"class\":" + json_facet(answer.cause_classes) + "},\"hits\":[";
  for (std::size_t i = 0; i < found.reports.size(); ++i) out += (i > 0 ? ",\n" : "\n") + json_report(found.reports[i]);
  return out + "]}\n";
}

std::string draw_fault(std::string_view text, const QueryFault& fault, Color color) {
  const std::string before = show_path(text.substr(0, fault.span.begin));
  const std::uint32_t cells = std::max(1U, count_cells(show_path(fault.span.in(text))));
  return paint("error", color_of(Severity::error), color) + ": " + show_path(fault.message) + "\n  | " +
         show_path(text) + "\n  | " + std::string(count_cells(before), ' ') +
         paint(std::string(cells, '^'), color_of(Severity::error), color) + "\n  help: " + show_path(fault.help) + "\n";
}

}  // namespace afterword
