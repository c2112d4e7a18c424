#pragma once
// What SearchIndex keeps in memory: inside this room only.
#include <span>

#include "search/index.h"
#include "search/places.h"
#include "search/term_table.h"

namespace afterword {

/// Of a fact that a report does not state.
inline constexpr std::int64_t nothing = -1;

/// What asking needs to know of all rows; made when the first query is asked.
struct SearchIndex::View {
  std::int64_t data_version = 0;
  std::size_t reports = 1;  ///< those that are gone too
  double usual_length = 1;  ///< terms of a report, on average
  RowLayout layout;
  std::vector<std::uint64_t> alive;  ///< by block of rows: those that are not gone
  // Facts of settled rows by place, each read when it is first wanted.
  std::vector<std::int32_t> services, due;
  std::vector<std::int8_t> classes, incidents;
  std::vector<float> minutes;
  Statement data_version_now, packed_places, holders, terms_between, late_facts, path, service_name;
};

/// What is gathered of an index while it is made.
struct SearchIndex::Making {
  struct Term {
    std::uint32_t reports = 0;
    std::uint32_t last = 0;  ///< the report added last that has it, counted from 1
    std::string steps;       ///< from report to report
  };
  struct Row {
    std::int64_t id = 0;
    std::int32_t service = 0, due = 0;
    float minutes = 0;
    std::int8_t cause_class = 0, incident = 0;
  };
  std::size_t keep_places_from = 0;
  TermTable<Term> terms;
  std::vector<Row> rows;  ///< in the order they were added
};

}  // namespace afterword
