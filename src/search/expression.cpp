#include "search/expression.h"

#include <algorithm>
#include <cmath>

namespace afterword {

std::vector<std::string> index_terms(const QueryWord& word) {
  if (is_text(word.field)) return word.terms;
  std::vector<std::string> out;
  for (const std::string& term : word.terms) out.push_back(std::string(name_of(word.field)).append("=").append(term));
  return out;
}

std::string match_expression(const QueryWord& word) {
  std::string out;
  if (is_text(word.field) && word.field != QueryField::text) out = std::string(name_of(word.field)) + " : ";
  out += '"';
  bool first = true;
  for (const std::string& term : index_terms(word)) {
    out += (first ? "" : " ") + term;
    first = false;
  }
  return out + (word.prefix ? "\" *" : "\"");
}

double tells_of(std::size_t reports, std::size_t holders) {
  return std::log(1 + static_cast<double>(reports) / static_cast<double>(std::max<std::size_t>(holders, 1)));
}

}  // namespace afterword
