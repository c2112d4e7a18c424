#include "search/query.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "search/terms.h"

namespace afterword {
namespace {

SearchQuery must_parse(std::string_view text) {
  auto query = parse_query(text);
  EXPECT_TRUE(query) << text << ": " << (query ? "" : query.error().message);
  return query.value_or(SearchQuery());
}

QueryFault must_fail(std::string_view text) {
  auto query = parse_query(text);
  EXPECT_FALSE(query) << text;
  return query ? QueryFault() : query.error();
}

TEST(Query, words_phrases_and_filters_are_told_apart) {
  const SearchQuery query =
      must_parse("pools \"Connection Pool\" expir* -staging service:checkout title:down has:no-cause");
  ASSERT_EQ(query.clauses.size(), 7U);
  EXPECT_EQ(query.clauses[0].any[0].terms, std::vector<std::string>{"pool"});
  EXPECT_EQ(query.clauses[1].any[0].terms, (std::vector<std::string>{"connect", "pool"}));
  EXPECT_TRUE(query.clauses[2].any[0].prefix);
  EXPECT_EQ(query.clauses[2].any[0].terms[0], "expir");
  EXPECT_TRUE(query.clauses[3].excluded);
  EXPECT_EQ(query.clauses[4].any[0].field, QueryField::service);
  EXPECT_EQ(query.clauses[4].any[0].terms[0], "checkout") << "facts are not stemmed";
  EXPECT_EQ(query.clauses[5].any[0].field, QueryField::title);
  EXPECT_EQ(query.clauses[6].any[0].terms[0], "no-cause");
}

TEST(Query, a_day_a_month_and_a_year_mean_their_first_day) {
  const SearchQuery query = must_parse("after:2024-02 before:2024-07-15");
  EXPECT_EQ(query.from, (Date{2024, 2, 1}));
  EXPECT_EQ(query.to, (Date{2024, 7, 15}));
  const SearchQuery year = must_parse("year:2023");
  EXPECT_EQ(year.from, (Date{2023, 1, 1}));
  EXPECT_EQ(year.to, (Date{2024, 1, 1}));
}

TEST(Query, lengths_are_minutes) {
  EXPECT_EQ(must_parse("longer:1h30m").longer_min, 90);
  EXPECT_EQ(must_parse("longer:45").longer_min, 45);
  EXPECT_EQ(must_parse("shorter:2d").shorter_min, 2880);
}

TEST(Query, overdue_is_asked_both_ways) {
  EXPECT_EQ(must_parse("has:overdue").overdue, true);
  EXPECT_EQ(must_parse("has:no-overdue").overdue, false);
  EXPECT_EQ(must_parse("-has:overdue").overdue, false);
  EXPECT_EQ(must_parse("-has:no-overdue").overdue, true);
}

TEST(Query, or_joins_two_words) {
  const SearchQuery query = must_parse("redis OR memcached slow");
  ASSERT_EQ(query.clauses.size(), 2U);
  EXPECT_EQ(query.clauses[0].any.size(), 2U);
}

TEST(Query, a_word_that_says_nothing_is_left_out_where_others_remain) {
  EXPECT_EQ(must_parse("the pool was exhausted").clauses.size(), 2U);
  EXPECT_EQ(must_parse("the").clauses.size(), 1U);
  EXPECT_EQ(must_parse("\"out of memory\"").clauses[0].any[0].terms.size(), 3U);
}

TEST(Query, names_with_signs_are_phrases_of_their_parts) {
  EXPECT_EQ(must_parse("nginx.conf").clauses[0].any[0].terms, (std::vector<std::string>{"nginx", "conf"}));
  EXPECT_EQ(must_parse("std::bad_alloc").clauses[0].any[0].terms.size(), 3U);
  EXPECT_EQ(must_parse("https://example.org/x").clauses[0].any[0].field, QueryField::text);
}

TEST(Query, faults_say_where_and_what_to_write) {
  const QueryFault field = must_fail("down sevice:checkout");
  EXPECT_EQ(field.span, (Span{5, 12}));
  EXPECT_EQ(field.help, "write `service:checkout`");
  EXPECT_EQ(must_fail("a \"b c").span, (Span{2, 6}));
  EXPECT_EQ(must_fail("has:nocause").help, "write `has:no-cause`");
  EXPECT_NE(must_fail("after:2024-13").help.find("after:2024-01-31"), std::string::npos);
  EXPECT_NE(must_fail("longer:soon").help.find("longer:2h"), std::string::npos);
  EXPECT_NE(must_fail("service:").message.find("no value"), std::string::npos);
  EXPECT_NE(must_fail("OR pool").help.find("redis OR memcached"), std::string::npos);
  EXPECT_NE(must_fail("pool OR").message.find("missing"), std::string::npos);
  EXPECT_NE(must_fail("colour:red").help.find("in quotes"), std::string::npos);
}

TEST(Terms, letters_lose_case_accents_and_apostrophes) {
  std::string out;
  EXPECT_EQ(append_terms(out, "Réseau customer's DIDN’T Łódź 'quoted' /etc/nginx/nginx.conf HTTP_502", Stemming::no),
            11U);
  EXPECT_EQ(out, "reseau customers didnt łodz quoted etc nginx nginx conf http 502 ");
}

RC_GTEST_PROP(Query, any_bytes_are_read_or_refused_inside_the_query, (const std::string& text)) {
  const auto query = parse_query(text);
  if (query) {
    for (const QueryClause& clause : query->clauses)
      for (const QueryWord& word : clause.any) RC_ASSERT(!word.terms.empty());
  } else {
    RC_ASSERT(query.error().span.end <= text.size());
    RC_ASSERT(query.error().span.begin <= query.error().span.end);
    RC_ASSERT(!query.error().help.empty());
  }
}

std::string joined(const std::vector<SearchTerm>& terms) {
  std::string out;
  for (const SearchTerm& term : terms) out += term.letters + ' ';
  return out;
}

RC_GTEST_PROP(Terms, appended_ones_are_those_that_a_text_is_split_into, ()) {
  // Few letters, so that apostrophes, words too long to be kept and what stands at the end come up.
  const auto letter = rc::gen::element('a', 'i', 'n', 'g', 'E', 'D', 's', '7', '\'', ' ', '-', '\n');
  std::string text = *rc::gen::container<std::string>(letter);
  if (*rc::gen::inRange(0, 4) == 0) text += std::string(*rc::gen::inRange<std::size_t>(60, 70), 'x') + text;
  for (const Stemming stemming : {Stemming::no, Stemming::yes}) {
    std::string out = "before ";
    const std::vector<SearchTerm> terms = split_terms(text, stemming);
    RC_ASSERT(append_terms(out, text, stemming) == terms.size());
    RC_ASSERT(out == "before " + joined(terms));
  }
}

RC_GTEST_PROP(Terms, spans_hold_their_letters_in_order, (const std::string& text)) {
  std::uint32_t before = 0;
  for (const SearchTerm& term : split_terms(text, Stemming::no)) {
    RC_ASSERT(term.span.begin >= before && term.span.begin < term.span.end && term.span.end <= text.size());
    RC_ASSERT(!term.letters.empty());
    before = term.span.end;
  }
}

}  // namespace
}  // namespace afterword
