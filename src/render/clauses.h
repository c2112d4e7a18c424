#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// How a clause relates to the one before it in its sentence.
enum class Link : std::uint8_t {
  none,        ///< the first one
  leads_here,  ///< the one before led to this one ("…, which led to X")
  from_here,   ///< this one led to the one before ("… because X")
};

/// What stands in for a clause's own words.
enum class Stand : std::uint8_t {
  itself,
  outage,    ///< "the outage", "this issue": the impact
  previous,  ///< "this", "it": what the sentence before told
  nothing,   ///< "two factors", "identified and fixed": says nothing of a cause
};

struct Clause {
  Link link{};
  Stand stand{};
  std::string text;  ///< tidied: no filler at its beginning, no stop at its end
};

/// Takes a sentence apart at its causal connectives. One clause where it has none.
[[nodiscard]] std::vector<Clause> split_clauses(std::string_view sentence);
/// Whether that gives more than one clause.
[[nodiscard]] bool is_causal(std::string_view sentence);

/// Whether a clause tells of a safeguard that was missing or did not hold: "there was no alert on …", "was not tested".
[[nodiscard]] bool tells_missing_safeguard(std::string_view clause);

}  // namespace afterword
