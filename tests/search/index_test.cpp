#include "search/index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "search/snippet.h"

namespace afterword {
namespace {

Postmortem read_text(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))));
}

std::pair<IndexedFile, SearchEntry> entry_of(const std::string& path, const std::string& text) {
  const Postmortem postmortem = read_text(text);
  return {IndexedFile{path, 1, 2, 3}, make_search_entry(postmortem, keep_record(postmortem, path))};
}

std::string report(const std::string& title, const std::string& date, const std::string& cause,
                   const std::string& body) {
  return "# " + title + "\n\n## Issue Summary\n\n**Duration:** " + date +
         ", 09:10 to 10:40 UTC.\n\n**Impact:** 40 % of users could not reach the shop.\n\n**Root cause:** " + cause +
         "\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n- 10:40 UTC: Service is restored.\n\n"
         "## Root cause and resolution\n\n" +
         body + "\n\n## Corrective and preventative measures\n\n### Tasks\n\n- [ ] Alert on saturation (owner: Ana)\n";
}

class IndexTest : public ::testing::Test {
 protected:
  IndexTest() : index_(SearchIndex::make(":memory:")) {
    index_.begin();
    index_.add(
        {entry_of("a.md", report("Checkout was down", "2024-03-14", "The connection pool was exhausted.",
                                 "Connections were never returned to the pool.")),
         entry_of("b.md", report("The pool of workers", "2025-05-01", "A certificate expired.", "Nobody renewed it.")),
         entry_of("c.md", report("Mail was late", "2023-01-02", "The disk was full.",
                                 "A pool of four hosts; the connection between them was slow."))});
    index_.commit();
    index_.finish();
  }

  std::vector<std::string> find(std::string_view text, SearchOrder order = SearchOrder::relevance) {
    const auto query = parse_query(text);
    EXPECT_TRUE(query) << text;
    std::vector<std::string> out;
    for (const SearchHit& hit : index_.search(*query, {.hits_max = 10, .order = order, .today = Date{2026, 1, 1}}).hits)
      out.push_back(hit.path);
    EXPECT_TRUE(index_.is_sound()) << text << ": " << index_.trouble();
    return out;
  }

  using Paths = std::vector<std::string>;
  SearchIndex index_;
};

TEST_F(IndexTest, words_are_found_in_any_form) {
  EXPECT_EQ(find("exhausting"), Paths{"a.md"});
  EXPECT_EQ(find("certificates expiring"), Paths{"b.md"});
}

TEST_F(IndexTest, title_weighs_more_than_cause_and_cause_more_than_text) {
  EXPECT_EQ(find("pool"), (Paths{"b.md", "a.md", "c.md"}));
}

TEST_F(IndexTest, a_phrase_is_words_one_after_the_other) {
  EXPECT_EQ(find("connection pool").size(), 2U);
  EXPECT_EQ(find("\"connection pool\""), Paths{"a.md"});
}

TEST_F(IndexTest, words_can_be_left_out_and_joined) {
  EXPECT_EQ(find("pool -certificate").size(), 2U);
  EXPECT_EQ(find("certificate OR disk", SearchOrder::date), (Paths{"b.md", "c.md"}));
  EXPECT_EQ(find("-pool"), Paths{});
  EXPECT_EQ(find("exhau*"), Paths{"a.md"});
}

TEST_F(IndexTest, filters_go_by_facts) {
  EXPECT_EQ(find("pool after:2024"), (Paths{"b.md", "a.md"}));
  EXPECT_EQ(find("pool before:2024-03-15", SearchOrder::date), (Paths{"a.md", "c.md"}));
  EXPECT_EQ(find("pool before:2024-03-14"), Paths{"c.md"});
  EXPECT_EQ(find("after:2024-03-14 before:2024-03-15"), Paths{"a.md"});
  EXPECT_EQ(find("year:2023"), Paths{"c.md"});
  EXPECT_EQ(find("title:pool"), Paths{"b.md"});
  EXPECT_EQ(find("cause:pool"), Paths{"a.md"});
  EXPECT_EQ(find("owner:ana has:open-measures").size(), 3U);
  EXPECT_EQ(find("owner:bob").size(), 0U);
  EXPECT_EQ(find("has:no-measures").size(), 0U);
  EXPECT_EQ(find("has:overdue").size(), 3U);
  EXPECT_EQ(find("longer:90m").size(), 3U);
  EXPECT_EQ(find("longer:91m").size(), 0U);
  EXPECT_EQ(find("path:b"), Paths{"b.md"});
}

TEST_F(IndexTest, facets_count_what_matches) {
  const SearchAnswer answer = index_.search(*parse_query("pool"), {.hits_max = 1, .order = {}, .today = {}});
  EXPECT_EQ(answer.matches, 3U);
  EXPECT_FALSE(answer.more);
  ASSERT_EQ(answer.years.size(), 3U);
  EXPECT_EQ(answer.years[0].value, "2025");
}

TEST_F(IndexTest, a_mistyped_word_leads_to_the_one_that_was_meant) {
  EXPECT_EQ(index_.find_nearest("conection"), "");
  EXPECT_EQ(index_.find_nearest("conect"), "connect");
  EXPECT_EQ(index_.find_nearest("exhuast"), "exhaust");
  EXPECT_EQ(index_.find_nearest("xylophon"), "");
}

TEST_F(IndexTest, a_report_that_is_taken_out_is_found_no_more_and_a_changed_one_as_it_is_now) {
  index_.begin();
  index_.remove("a.md");
  index_.add({entry_of("a.md", report("Checkout was slow", "2024-03-14", "A lock was held.", "Nothing else."))});
  index_.remove("b.md");
  index_.commit();
  EXPECT_EQ(find("exhausted"), Paths{});
  EXPECT_EQ(find("lock"), Paths{"a.md"});
  EXPECT_EQ(find("certificate"), Paths{});
  EXPECT_EQ(index_.size(), 2U);
  EXPECT_EQ(index_.files().size(), 2U);
}

/// Queries of what queries are made of, and of what they should not be.
RC_GTEST_FIXTURE_PROP(IndexTest, every_query_that_is_read_can_be_run, ()) {
  const auto parts =
      *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{"pool",
                                                                                                "\"",
                                                                                                "connection pool",
                                                                                                "-",
                                                                                                "*",
                                                                                                "OR",
                                                                                                "AND",
                                                                                                "NOT",
                                                                                                "NEAR",
                                                                                                "title:",
                                                                                                "service:",
                                                                                                "has:cause",
                                                                                                "has:overdue",
                                                                                                "class:",
                                                                                                "year:2024",
                                                                                                "longer:1h",
                                                                                                "(",
                                                                                                ")",
                                                                                                "^",
                                                                                                "+",
                                                                                                ":",
                                                                                                "'",
                                                                                                "é",
                                                                                                "東京",
                                                                                                "{a}",
                                                                                                "a=b",
                                                                                                " ",
                                                                                                " "}));
  std::string text;
  for (const std::string& part : parts) text += part;
  const auto query = parse_query(text);
  if (!query) return;
  static_cast<void>(index_.search(*query, {}));
  RC_ASSERT(index_.is_sound());
}

TEST(Snippets, lines_that_tell_most_are_shown_with_their_place_and_marks) {
  const Postmortem postmortem =
      read_text(report("Checkout was down", "2024-03-14", "The connection **pool** was exhausted.", "Nothing."));
  const std::vector<Snippet> snippets = find_snippets(postmortem, *parse_query("pools exhausted -nothing"), 1);
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].line, 9U);
  EXPECT_EQ(snippets[0].text, "Root cause: The connection pool was exhausted.");
  ASSERT_EQ(snippets[0].marks.size(), 2U);
  EXPECT_EQ(snippets[0].marks[0].in(snippets[0].text), "pool");
  EXPECT_EQ(snippets[0].marks[1].in(snippets[0].text), "exhausted");
}

TEST(Snippets, a_long_line_is_cut_around_its_hits) {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "wörd ";
  const Postmortem postmortem = read_text("# T\n\n" + line + "pool " + line + "\n");
  const std::vector<Snippet> snippets = find_snippets(postmortem, *parse_query("pool"));
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_TRUE(snippets[0].text.starts_with("…wörd"));
  EXPECT_TRUE(snippets[0].text.ends_with("…"));
  ASSERT_EQ(snippets[0].marks.size(), 1U);
  EXPECT_EQ(snippets[0].marks[0].in(snippets[0].text), "pool");
}

}  // namespace
}  // namespace afterword
