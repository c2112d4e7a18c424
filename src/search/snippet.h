#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"
#include "search/query.h"

namespace afterword {

/// A line of a report that a query found, cut to what matters.
struct Snippet {
  std::uint32_t line = 0;   ///< of the file, from 1
  std::string text;         ///< valid UTF-8, markup removed; "…" where something is left out
  std::vector<Span> marks;  ///< of `text`: what was asked for, in order, disjoint
};

/// Where words that a query asks for stand in a text: sorted, disjoint. `field`: words of that field count beside those
/// of the text.
[[nodiscard]] std::vector<Span> mark_words(std::string_view text, const SearchQuery& query,
                                           QueryField field = QueryField::text);

/// The lines that tell most of what was asked for, in order of place, at most `lines_max`, without the title. Where no
/// line has any of it (a query of filters), the line that states the cause, unmarked.
[[nodiscard]] std::vector<Snippet> find_snippets(const Postmortem& postmortem, const SearchQuery& query,
                                                 std::size_t lines_max = 2);

}  // namespace afterword
