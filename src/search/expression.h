#pragma once
#include <string>
#include <vector>

#include "search/query.h"

namespace afterword {

/// The terms of a word as the index has them: those of facts carry the name of their field, "service=checkout".
[[nodiscard]] std::vector<std::string> index_terms(const QueryWord& word);

/// A word as FTS5 takes it: `"pool"`, `cause : "connection pool"`, `"expir" *`.
[[nodiscard]] std::string match_expression(const QueryWord& word);

/// How much a term tells that is in `holders` of `reports`: ln(1 + reports / holders).
[[nodiscard]] double tells_of(std::size_t reports, std::size_t holders);

}  // namespace afterword
