#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "moment/civil.h"

namespace afterword {

/// Where a word of a query is looked for.
enum class QueryField : std::uint8_t {
  text,  ///< anywhere in the report
  title,
  summary,
  cause,
  service,
  team,
  owner,
  severity,
  cause_class,
  status,
  detected,
  path,
  has,
};
/// As it is written in a query: "class" for cause_class, empty for text.
[[nodiscard]] std::string_view name_of(QueryField field);
/// Fields of the text itself; the others are facts.
[[nodiscard]] constexpr bool is_text(QueryField field) {
  return field <= QueryField::cause;
}

/// One word, phrase or filter of a query.
struct QueryWord {
  QueryField field = QueryField::text;
  /// Terms in order; stemmed where they are looked for in text. Several are a phrase. Never empty.
  std::vector<std::string> terms;
  std::string written;  ///< lower case, as typed, for saying what was not found
  bool prefix = false;  ///< the last term is the beginning of one
  Span span;            ///< in the query
};

/// Words of which one must be there, or, where `excluded`, none may.
struct QueryClause {
  std::vector<QueryWord> any;
  bool excluded = false;
};

/// A query as it is meant. All clauses must hold.
struct SearchQuery {
  std::vector<QueryClause> clauses;
  std::optional<Date> from;  ///< first day
  std::optional<Date> to;    ///< the day after the last
  std::optional<double> longer_min, shorter_min;
  std::optional<bool> overdue;  ///< measures past their day: yes or no
  [[nodiscard]] bool empty() const {
    return clauses.empty() && !from && !to && !longer_min && !shorter_min && !overdue;
  }
};

/// Why a query can't be understood. All in words for people.
struct QueryFault {
  Span span;  ///< in the query
  std::string message, help;
};

/// Reads a query:
///   pool exhausted          both words, in any form ("pools", "exhausting")
///   "connection pool"       one after the other
///   expir*                  words that begin so
///   -staging -"load test"   not these
///   redis OR memcached      one of them
///   title:down              in the title; summary:, cause: likewise
///   service:checkout team:payments owner:ana severity:1 class:capacity status:draft path:2024
///   after:2024-01 before:2024-07-15 year:2024 longer:2h shorter:30m
///   has:open-measures has:no-cause detected:customer
/// Any bytes are accepted. Words that say nothing ("the") are left out where others remain.
[[nodiscard]] std::expected<SearchQuery, QueryFault> parse_query(std::string_view text);

/// What `has:` knows, without "no-": "cause", "measures", "open-measures", …
[[nodiscard]] const std::vector<std::string_view>& all_properties();

}  // namespace afterword
