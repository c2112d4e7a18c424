#include "search/plan.h"

#include <algorithm>
#include <cmath>

namespace afterword {
namespace {

/// The terms as the index has them: facts carry the name of their field.
std::vector<std::string> terms_of(const QueryWord& word, bool in_title) {
  if (is_text(word.field) && !in_title) return word.terms;
  const std::string name(in_title ? "title" : name_of(word.field));
  std::vector<std::string> out;
  for (const std::string& term : word.terms) out.push_back(std::string(name).append("=").append(term));
  return out;
}

struct Part {
  std::string expression;
  std::vector<double> tells;
  std::size_t holders = 0;  ///< reports that it can match at most
  std::size_t place = 0;    ///< in the query
};

Part plan_word(const QueryWord& word, TermHolders& holders, std::size_t reports, PlanFor target) {
  Part out;
  const bool in_title =
      target == PlanFor::titles && (word.field == QueryField::text || word.field == QueryField::title);
  if (!in_title && is_text(word.field) && word.field != QueryField::text)
    out.expression = std::string(name_of(word.field)) + " : ";
  out.expression += '"';
  std::size_t least = reports;
  const std::vector<std::string> terms = terms_of(word, in_title);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    out.expression += (i > 0 ? " " : "") + terms[i];
    if (!word.prefix || i + 1 < terms.size()) least = std::min(least, holders.count(terms[i]));
  }
  out.expression += word.prefix ? "\" *" : "\"";
  out.holders = least;
  const double rarity =
      std::log(1 + static_cast<double>(reports) / static_cast<double>(std::max<std::size_t>(least, 1)));
  out.tells.push_back(is_text(word.field) && !in_title ? rarity : 0);
  return out;
}

Part plan_clause(const QueryClause& clause, TermHolders& holders, std::size_t reports, PlanFor target) {
  Part out;
  for (const QueryWord& word : clause.any) {
    Part one = plan_word(word, holders, reports, target);
    out.expression += (out.expression.empty() ? "" : " OR ") + one.expression;
    out.tells.insert(out.tells.end(), one.tells.begin(), one.tells.end());
    out.holders += one.holders;
  }
  if (clause.any.size() > 1) out.expression = "(" + out.expression + ")";
  return out;
}

}  // namespace

MatchPlan plan_match(const SearchQuery& query, TermHolders& holders, std::size_t reports, PlanFor target) {
  std::vector<Part> wanted, excluded;
  for (const QueryClause& clause : query.clauses) {
    // What is left out is left out wherever it stands.
    Part part = plan_clause(clause, holders, reports, clause.excluded ? PlanFor::query : target);
    part.place = wanted.size();
    (clause.excluded ? excluded : wanted).push_back(std::move(part));
  }
  // What is rarest leads, and the others only look up what it has.
  std::sort(wanted.begin(), wanted.end(), [](const Part& a, const Part& b) {
    return a.holders != b.holders ? a.holders < b.holders : a.place < b.place;
  });
  if (wanted.empty()) wanted.push_back({"\"all\"", {0}, reports, 0});
  MatchPlan out;
  for (const Part& part : wanted) {
    out.expression += (out.expression.empty() ? "" : " AND ") + part.expression;
    out.tells.insert(out.tells.end(), part.tells.begin(), part.tells.end());
  }
  if (excluded.empty()) return out;
  out.expression = "(" + out.expression + ") NOT (";
  for (std::size_t i = 0; i < excluded.size(); ++i) {
    out.expression += (i > 0 ? " OR " : "") + excluded[i].expression;
    out.tells.insert(out.tells.end(), excluded[i].tells.size(), 0.0);
  }
  out.expression += ')';
  return out;
}

}  // namespace afterword
