#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/record.h"
#include "postmortem/postmortem.h"

namespace afterword {

/// Parts of a report that are searched apart and weigh differently.
enum class SearchPart : std::uint8_t { title, summary, cause, body };
inline constexpr std::size_t search_parts = 4;

/// Where each line of a document is searched: one for each of Document::lines(). Front matter is in no part.
[[nodiscard]] std::vector<std::optional<SearchPart>> part_lines(const Postmortem& postmortem);

/// A term of a report, once, where it stands best: the title before the summary, the cause, the body, the facts.
struct EntryTerm {
  std::uint32_t hash = 0;   ///< of its letters
  std::uint32_t begin = 0;  ///< in the words of its part
  std::uint16_t size = 0;
  std::uint16_t part = 0;  ///< a SearchPart; search_parts for the facts
};

/// What an index keeps of a report. Words are terms (search/terms.h), each followed by a space.
struct SearchEntry {
  std::string path;
  std::array<std::string, search_parts> words;
  std::string facts;             ///< what filters ask for: "service=checkout has=cause "
  std::vector<EntryTerm> terms;  ///< of words and facts: see list_terms
  std::uint32_t length = 0;      ///< terms in all parts
  std::string service;           ///< for counting by it, lower case; empty: unknown
  std::optional<CauseClass> cause_class;
  std::optional<Date> date;
  std::optional<double> minutes;  ///< how long the outage lasted
  std::optional<Date> first_due;  ///< of the measures that are not done, the earliest day
  bool is_postmortem = false;
  [[nodiscard]] std::string_view letters_of(const EntryTerm& term) const {
    return std::string_view(term.part < search_parts ? words[term.part] : facts).substr(term.begin, term.size);
  }
};

/// Fills in `terms` from `words` and `facts`.
void list_terms(SearchEntry& entry);

/// A pure function of the report; linear. `record` is what the archive keeps of it.
[[nodiscard]] SearchEntry make_search_entry(const Postmortem& postmortem, const Record& record);

/// A fact as the index knows it: fact_terms("service", "Checkout API") is {"service=checkout", "service=api"}.
[[nodiscard]] std::vector<std::string> fact_terms(std::string_view field, std::string_view value);

}  // namespace afterword
