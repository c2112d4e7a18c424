// What an index answers against what a plain look through all reports gives.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "search/expression.h"
#include "search/index.h"
#include "search/places.h"
#include "search/row_layout.h"

namespace afterword {
namespace {

using Words = std::vector<std::string>;

Words split(const std::string& text) {
  std::istringstream in(text);
  Words out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

bool stands_in(const std::string& text, const Words& wanted, bool prefix) {
  const Words words = split(text);
  for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
    bool all = true;
    for (std::size_t k = 0; k < wanted.size(); ++k)
      all &= prefix && k + 1 == wanted.size() ? words[i + k].starts_with(wanted[k]) : words[i + k] == wanted[k];
    if (all) return true;
  }
  return false;
}

bool has_word(const SearchEntry& entry, const QueryWord& word) {
  const Words terms = index_terms(word);
  if (!is_text(word.field)) return stands_in(entry.facts, terms, word.prefix);
  if (word.field != QueryField::text)
    return stands_in(entry.words[static_cast<std::size_t>(word.field) - 1], terms, word.prefix);
  return std::any_of(entry.words.begin(), entry.words.end(),
                     [&](const std::string& part) { return stands_in(part, terms, word.prefix); });
}

bool matches(const SearchEntry& entry, const SearchQuery& query, Date today) {
  for (const QueryClause& clause : query.clauses)
    if (std::any_of(clause.any.begin(), clause.any.end(),
                    [&](const QueryWord& word) { return has_word(entry, word); }) == clause.excluded)
      return false;
  if (query.from && (!entry.date || *entry.date < *query.from)) return false;
  if (query.to && (!entry.date || *entry.date >= *query.to)) return false;
  if (query.longer_min && (!entry.minutes || *entry.minutes < *query.longer_min)) return false;
  if (query.shorter_min && (!entry.minutes || *entry.minutes > *query.shorter_min)) return false;
  return !query.overdue || (entry.first_due && *entry.first_due < today) == *query.overdue;
}

/// None of them changes when it is stemmed.
const Words vocabulary = {"pool", "pond", "disk", "lock", "mail", "host"};

rc::Gen<std::string> some_words(int most) {
  return rc::gen::map(rc::gen::resize(most, rc::gen::container<Words>(rc::gen::elementOf(vocabulary))),
                      [](const Words& words) {
                        std::string out;
                        for (const std::string& word : words) out += word + " ";
                        return out;
                      });
}

SearchEntry some_entry(int number) {
  SearchEntry out;
  out.path = std::to_string(number) + ".md";
  for (std::size_t part = 0; part < search_parts; ++part) {
    out.words[part] = *some_words(part == 3 ? 8 : 3);
    out.length += static_cast<std::uint32_t>(split(out.words[part]).size());
  }
  if (*rc::gen::arbitrary<bool>()) {
    out.service = *rc::gen::element<std::string>("pay", "web", "web pay");
    for (const std::string& word : split(out.service)) out.facts += "service=" + word + " ";
  }
  if (*rc::gen::arbitrary<bool>()) out.cause_class = *rc::gen::element(CauseClass::hardware, CauseClass::network_dns);
  if (out.cause_class)
    out.facts += *out.cause_class == CauseClass::hardware ? "class=hardware " : "class=network class=dns ";
  out.facts += *rc::gen::element<std::string>("has=cause ", "has=no-cause ");
  if (*rc::gen::inRange(0, 4) > 0)
    out.date =
        Date{static_cast<std::int16_t>(*rc::gen::inRange(2023, 2026)),
             static_cast<std::uint8_t>(*rc::gen::inRange(1, 3)), static_cast<std::uint8_t>(*rc::gen::inRange(1, 3))};
  if (*rc::gen::arbitrary<bool>()) out.minutes = *rc::gen::inRange(1, 200);
  if (*rc::gen::arbitrary<bool>()) out.first_due = Date{2024, 6, static_cast<std::uint8_t>(*rc::gen::inRange(1, 28))};
  out.is_postmortem = *rc::gen::arbitrary<bool>();
  list_terms(out);
  return out;
}

std::string some_query() {
  const auto parts =
      *rc::gen::resize(5, rc::gen::nonEmpty(rc::gen::container<Words>(rc::gen::elementOf(Words{"pool",
                                                                                               "disk",
                                                                                               "mail",
                                                                                               "-lock",
                                                                                               "-host",
                                                                                               "po*",
                                                                                               "-po*",
                                                                                               "OR",
                                                                                               "\"pool disk\"",
                                                                                               "\"mail po\"*",
                                                                                               "title:pool",
                                                                                               "-title:disk",
                                                                                               "cause:disk",
                                                                                               "summary:lock",
                                                                                               "title:po*",
                                                                                               "cause:\"pool pool\"",
                                                                                               "service:web",
                                                                                               "service:web-pay",
                                                                                               "-service:pay",
                                                                                               "class:hard",
                                                                                               "class:network-dns",
                                                                                               "has:cause",
                                                                                               "has:no-cause",
                                                                                               "has:overdue",
                                                                                               "-has:overdue",
                                                                                               "year:2024",
                                                                                               "after:2024-01-02",
                                                                                               "before:2025-02",
                                                                                               "longer:1h",
                                                                                               "shorter:90m",
                                                                                               "xylophone"}))));
  std::string out;
  for (const std::string& part : parts) out += part + " ";
  return out;
}

RC_GTEST_PROP(Scan, an_index_finds_what_a_plain_look_through_all_reports_finds, ()) {
  const Date today{2024, 6, 14};
  SearchIndex index = SearchIndex::make(":memory:", *rc::gen::element<std::size_t>(1, 3, 1000));
  std::map<std::string, SearchEntry> reports;
  int number = 0;
  const auto add = [&](int count) {
    std::vector<std::pair<IndexedFile, SearchEntry>> batch;
    for (int i = 0; i < count; ++i) {
      SearchEntry entry = some_entry(number++);
      batch.emplace_back(IndexedFile{entry.path, 1, 2, 3}, entry);
      reports[entry.path] = std::move(entry);
    }
    index.add(batch);
  };
  index.begin();
  add(*rc::gen::inRange(0, 40));
  index.commit();
  index.finish();
  for (int change = *rc::gen::inRange(0, 3); change > 0; --change) {
    index.begin();
    for (int i = *rc::gen::inRange(0, 4); i > 0 && !reports.empty(); --i) {
      const auto gone = std::next(reports.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(reports)));
      index.remove(gone->first);
      reports.erase(gone);
    }
    add(*rc::gen::inRange(0, 4));
    index.commit();
  }
  for (int i = 0; i < 8; ++i) {
    const std::string text = some_query();
    const auto query = parse_query(text);
    if (!query) continue;
    const SearchOrder order = *rc::gen::element(SearchOrder::relevance, SearchOrder::date);
    const SearchAnswer answer = index.search(*query, {.hits_max = 100, .order = order, .today = today});
    RC_ASSERT(index.is_sound());
    std::set<std::string> wanted, found;
    std::map<std::string, std::size_t> years, services;
    for (const auto& [path, entry] : reports) {
      if (!matches(entry, *query, today)) continue;
      wanted.insert(path);
      if (entry.date) ++years[std::to_string(entry.date->year)];
      if (!entry.service.empty()) ++services[entry.service];
    }
    for (const SearchHit& hit : answer.hits) found.insert(hit.path);
    RC_LOG() << text << '\n';
    RC_ASSERT(found == wanted);
    RC_ASSERT(answer.matches == wanted.size());
    RC_ASSERT(!answer.more);
    for (const SearchFacet& facet : answer.years) RC_ASSERT(years[facet.value] == facet.matches);
    for (const SearchFacet& facet : answer.services) RC_ASSERT(services[facet.value] == facet.matches);
    RC_ASSERT(answer.years.size() == years.size() && answer.services.size() == services.size());
    for (std::size_t k = 1; k < answer.hits.size(); ++k) {
      const Date before = reports[answer.hits[k - 1].path].date.value_or(Date{1, 1, 1});
      const Date after = reports[answer.hits[k].path].date.value_or(Date{1, 1, 1});
      const double score = answer.hits[k].score, better = answer.hits[k - 1].score;
      const bool in_order =
          order == SearchOrder::date ? before >= after : better > score || (better == score && before >= after);
      RC_ASSERT(in_order);
    }
  }
}

RC_GTEST_PROP(Places, packed_and_merged_they_say_the_better_place_of_each_report, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 400);
  const auto some =
      rc::gen::container<std::map<std::size_t, int>>(rc::gen::inRange<std::size_t>(0, rows), rc::gen::inRange(1, 4));
  const auto first = *some, second = *some;
  Places a(rows), b(rows + 5);
  for (const auto& [row, place] : first) a.set(row, static_cast<Place>(place));
  for (const auto& [row, place] : second) b.set(row, static_cast<Place>(place));
  RC_ASSERT(b.merge_packed(a.pack(), rows));
  for (std::size_t row = 0; row < rows; ++row) {
    const int one = first.contains(row) ? first.at(row) : 0, other = second.contains(row) ? second.at(row) : 0;
    RC_ASSERT(static_cast<int>(b.at(row)) == std::max(one, other));
    const std::uint64_t bit = std::uint64_t{1} << row % Places::block_rows * 2;
    RC_ASSERT(((b.held(row / Places::block_rows) & bit) != 0) == (std::max(one, other) > 0));
    RC_ASSERT(((b.titled(row / Places::block_rows) & bit) != 0) == (std::max(one, other) == 3));
  }
}

RC_GTEST_PROP(Places, foreign_bytes_are_refused_or_stay_inside, (const std::string& bytes)) {
  for (const char* form : {"", "s", "b"}) {
    Places places(50);
    static_cast<void>(places.merge_packed(form + bytes, 40));
    for (std::size_t row = 40; row < 50; ++row) RC_ASSERT(places.at(row) == Place::none);
  }
}

TEST(RowLayout, settled_rows_stand_without_gaps_and_late_ones_follow) {
  RowLayout layout;
  const std::int64_t march = day_number(Date{2024, 3, 14}), may = day_number(Date{2024, 5, 1});
  layout.add_day(may, 2);
  layout.add_day(march, 3);
  layout.add_day(day_none, 1);
  layout.add_late((may << row_bits) + 2);
  EXPECT_EQ(layout.size(), 7U);
  for (std::uint32_t place = 0; place < layout.size(); ++place) EXPECT_EQ(layout.place_of(layout.id_of(place)), place);
  EXPECT_FALSE(layout.place_of((march << row_bits) + 3));
  EXPECT_FALSE(layout.place_of(0));
  EXPECT_EQ(layout.settled_between(march << row_bits, ((march + 1) << row_bits) - 1), (std::pair{2U, 5U}));
  EXPECT_EQ(layout.settled_between(0, (day_none << row_bits) - 1), (std::pair{0U, 5U}));
  EXPECT_EQ(layout.settled_between(march << row_bits, march << row_bits), (std::pair{2U, 3U}));
  EXPECT_EQ(year_of_day(march), 2024);
  EXPECT_EQ(year_of_day(day_none), 0);
}

}  // namespace
}  // namespace afterword
