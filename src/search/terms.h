#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

/// A word as search knows it: a run of letters and digits. Names are taken apart ("nginx.conf" is two), so that a part
/// finds them.
struct SearchTerm {
  std::string letters;  ///< lower case, without accents and apostrophes; stemmed where asked for
  Span span;            ///< in the text that was given
};

enum class Stemming : std::uint8_t { no, yes };

/// Splits any bytes into terms, in order. Linear. The script of the site's search does the same: tests compare both.
[[nodiscard]] std::vector<SearchTerm> split_terms(std::string_view text, Stemming stemming);
/// Appends the terms of a text to `out`, each followed by a space; returns how many. What split_terms gives, without
/// places.
std::uint32_t append_terms(std::string& out, std::string_view text, Stemming stemming);
/// The stem of one term: of words in plain letters only, others stay.
[[nodiscard]] std::string_view stem_term(std::string_view letters);

}  // namespace afterword
