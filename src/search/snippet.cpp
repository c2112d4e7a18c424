#include "search/snippet.h"

#include <algorithm>

#include "search/entry.h"
#include "search/terms.h"
#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::size_t shown_max = 180;  // bytes of a line
constexpr std::size_t before_max = 60;  // bytes before its first mark

bool starts_here(const std::vector<SearchTerm>& terms, std::size_t at, const QueryWord& word) {
  if (at + word.terms.size() > terms.size()) return false;
  for (std::size_t i = 0; i < word.terms.size(); ++i) {
    const bool last = i + 1 == word.terms.size();
    const std::string& own = terms[at + i].letters;
    if (word.prefix && last ? !own.starts_with(word.terms[i]) : own != word.terms[i]) return false;
  }
  return true;
}

struct Marked {
  std::vector<Span> marks;
  std::size_t distinct = 0;  ///< words of the query that are there
};

Marked find_marks(std::string_view text, const SearchQuery& query, QueryField field) {
  Marked out;
  const std::vector<SearchTerm> terms = split_terms(text, Stemming::yes);
  for (const QueryClause& clause : query.clauses) {
    if (clause.excluded) continue;
    for (const QueryWord& word : clause.any) {
      if (word.field != QueryField::text && word.field != field) continue;
      bool there = false;
      for (std::size_t i = 0; i < terms.size(); ++i)
        if (starts_here(terms, i, word)) {
          out.marks.push_back({terms[i].span.begin, terms[i + word.terms.size() - 1].span.end});
          there = true;
        }
      out.distinct += there ? word.terms.size() : 0;
    }
  }
  std::sort(out.marks.begin(), out.marks.end());
  std::vector<Span> joined;
  for (const Span mark : out.marks)
    if (!joined.empty() && mark.begin <= joined.back().end)
      joined.back().end = std::max(joined.back().end, mark.end);
    else
      joined.push_back(mark);
  out.marks = std::move(joined);
  return out;
}

QueryField field_of(std::optional<SearchPart> part) {
  return part == SearchPart::title     ? QueryField::title
         : part == SearchPart::summary ? QueryField::summary
         : part == SearchPart::cause   ? QueryField::cause
                                       : QueryField::text;
}

/// Back to where a character begins.
std::size_t at_character(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

/// Cuts a line around its first marks, at spaces where some are near.
Snippet cut_line(std::string_view text, std::uint32_t line, const std::vector<Span>& marks) {
  Snippet out;
  out.line = line;
  std::size_t begin = 0, end = text.size();
  while (begin < end && static_cast<unsigned char>(text[begin]) <= ' ') ++begin;
  while (end > begin && static_cast<unsigned char>(text[end - 1]) <= ' ') --end;
  const std::size_t first = marks.empty() ? begin : marks.front().begin;
  if (end - begin > shown_max && first > begin + before_max) {
    const std::size_t wanted = at_character(text, std::min(first - before_max, end - shown_max));
    const std::size_t space = text.find(' ', wanted);
    begin = space < first ? space + 1 : wanted;
    out.text = "…";
  }
  bool cut = false;
  if (end - begin > shown_max) {
    const std::size_t space = text.rfind(' ', begin + shown_max);
    end = space != std::string_view::npos && space > begin + shown_max / 2 ? space
                                                                           : at_character(text, begin + shown_max);
    cut = true;
  }
  const std::size_t shift = out.text.size();
  out.text += text.substr(begin, end - begin);
  if (cut) out.text += "…";
  for (const Span mark : marks)
    if (mark.begin >= begin && mark.end <= end)
      out.marks.push_back({static_cast<std::uint32_t>(mark.begin - begin + shift),
                           static_cast<std::uint32_t>(mark.end - begin + shift)});
  return out;
}

}  // namespace

std::vector<Span> mark_words(std::string_view text, const SearchQuery& query, QueryField field) {
  return find_marks(text, query, field).marks;
}

std::vector<Snippet> find_snippets(const Postmortem& postmortem, const SearchQuery& query, std::size_t lines_max) {
  struct Line {
    std::size_t place = 0;
    double score = 0;
    std::vector<Span> marks;
  };
  std::vector<Line> found;
  const Document& document = *postmortem.document;
  const auto parts = part_lines(postmortem);
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    if (!parts[i] || parts[i] == SearchPart::title) continue;
    Marked marked = find_marks(document.plain_of(document.lines()[i]), query, field_of(parts[i]));
    if (marked.distinct == 0) continue;
    const double part = parts[i] == SearchPart::cause ? 0.4 : parts[i] == SearchPart::summary ? 0.3 : 0;
    const bool heading = document.lines()[i].kind == LineKind::heading || postmortem.places[i].heading;
    found.push_back({i, static_cast<double>(marked.distinct) + part - (heading ? 0.9 : 0), std::move(marked.marks)});
  }
  std::sort(found.begin(), found.end(),
            [](const Line& a, const Line& b) { return a.score != b.score ? a.score > b.score : a.place < b.place; });
  if (found.size() > lines_max) found.resize(lines_max);
  std::sort(found.begin(), found.end(), [](const Line& a, const Line& b) { return a.place < b.place; });
  std::vector<Snippet> out;
  for (const Line& line : found)
    out.push_back(
        cut_line(document.plain_of(document.lines()[line.place]), document.lines()[line.place].number, line.marks));
  const Passage& cause =
      postmortem.root_cause_summary.empty() ? postmortem.root_cause_detail : postmortem.root_cause_summary;
  if (out.empty() && !cause.empty()) {
    const std::string_view text = std::string_view(cause.text).substr(0, cause.text.find('\n'));
    out.push_back(cut_line(text, cause.lines.front(), {}));
  }
  return out;
}

}  // namespace afterword
