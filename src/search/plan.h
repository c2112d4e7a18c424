#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "search/query.h"

namespace afterword {

/// How many reports have a term; for ordering what is intersected and for what a term tells.
class TermHolders {
 public:
  virtual ~TermHolders() = default;
  [[nodiscard]] virtual std::size_t count(std::string_view term) = 0;
};

/// A query as FTS5 takes it.
struct MatchPlan {
  std::string expression;     ///< never empty
  std::vector<double> tells;  ///< of each phrase of the expression, in order; 0: a filter
};

/// Where the words of a query are looked for: as it says, or all of them in titles only. Titles are also facts, so that
/// their lists are short.
enum class PlanFor : std::uint8_t { query, titles };

/// Rare terms first. A term in an odd number of reports tells ln(1 + reports / holders).
[[nodiscard]] MatchPlan plan_match(const SearchQuery& query, TermHolders& holders, std::size_t reports,
                                   PlanFor target = PlanFor::query);

}  // namespace afterword
