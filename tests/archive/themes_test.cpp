#include "archive/themes.h"

#include <gtest/gtest.h>

#include "archive/board.h"
#include "archive/digest.h"

namespace afterword {
namespace {

Record make_record(std::string path, Date date, std::vector<KeptMeasure> measures) {
  Record record;
  record.path = std::move(path);
  record.title = record.path;
  record.date = date;
  record.measures = std::move(measures);
  record.is_postmortem = true;
  return record;
}

KeptMeasure measure(std::string text, bool done = false, std::optional<Date> due = std::nullopt) {
  KeptMeasure out;
  out.text = std::move(text);
  out.done = done;
  out.due = due;
  return out;
}

Archive shelve(std::vector<Record> records) {
  Archive archive;
  for (Record& record : records) archive.add(std::move(record), Sketch());
  archive.finish();
  return archive;
}

TEST(Themes, a_measure_asked_for_in_other_words_is_one_theme) {
  const Archive archive =
      shelve({make_record("a.md", {2024, 1, 1}, {measure("Build a rollback switch for the checkout service")}),
              make_record("b.md", {2024, 2, 1},
                          {measure("A switch for rollback of the checkout service"),
                           measure("Order new chairs for the office")}),
              make_record("c.md", {2024, 3, 1}, {measure("Checkout service: build the rollback switch", true)}),
              make_record("d.md", {2024, 4, 1}, {measure("Rotate the logs of the mail relay every night")})});
  const Themes themes = find_themes(archive);
  ASSERT_EQ(themes.measures.size(), 1U);
  EXPECT_EQ(themes.measures[0].reports, 3U);
  EXPECT_EQ(themes.measures[0].done, 1U);
  EXPECT_EQ(describe_theme(themes.measures[0]), "3 reports ask for it, 1 has it");
}

TEST(Themes, one_report_that_asks_twice_makes_no_theme) {
  const Archive archive = shelve(
      {make_record("a.md", {2024, 1, 1},
                   {measure("Rehearse the failover every quarter"), measure("Rehearse the failover each quarter")})});
  EXPECT_TRUE(find_themes(archive).measures.empty());
}

TEST(Digest, outages_of_this_day_come_latest_first) {
  const std::vector<Record> records = {
      make_record("old.md", {2019, 11, 21}, {}), make_record("new.md", {2024, 11, 21}, {}),
      make_record("other.md", {2024, 11, 22}, {}), make_record("today.md", {2026, 11, 21}, {})};
  const Digest digest = make_digest(records, {2026, 11, 21});
  EXPECT_EQ(digest.anniversaries, (std::vector<std::uint32_t>{1, 0}));
}

TEST(Digest, the_29th_of_february_is_remembered_on_the_28th) {
  const std::vector<Record> records = {make_record("leap.md", {2024, 2, 29}, {})};
  EXPECT_EQ(make_digest(records, {2026, 2, 28}).anniversaries.size(), 1U);
  EXPECT_TRUE(make_digest(records, {2028, 2, 28}).anniversaries.empty());
  EXPECT_EQ(make_digest(records, {2028, 2, 29}).anniversaries.size(), 1U);
}

TEST(Digest, measures_are_due_overdue_or_out_of_sight) {
  const std::vector<Record> records = {make_record(
      "a.md", {2026, 1, 5},
      {measure("due in a week", false, Date{2026, 11, 28}), measure("due later", false, Date{2026, 11, 29}),
       measure("late", false, Date{2026, 11, 20}), measure("done", true, Date{2026, 11, 20}), measure("no date")})};
  const Digest digest = make_digest(records, {2026, 11, 21});
  ASSERT_EQ(digest.due.size(), 1U);
  EXPECT_EQ(digest.due[0].days, 7);
  ASSERT_EQ(digest.overdue.size(), 1U);
  EXPECT_EQ(digest.overdue[0].days, -1);
  const std::string text = print_digest(digest, records);
  EXPECT_NE(text.find("in 7 days: due in a week (no owner)"), std::string::npos) << text;
  EXPECT_NE(text.find("1 day late: late"), std::string::npos) << text;
}

TEST(Digest, counts_what_is_due_as_the_board_does) {
  std::vector<Record> records = {
      make_record("a.md", {2026, 9, 1}, {measure("Alert on the pool"), measure("Be more careful"), measure("Test it")}),
      make_record("b.md", {2026, 8, 27}, {measure("Limit the workers")})};
  for (const std::size_t i : {0U, 2U}) records[0].measures[i].task = true;
  records[1].measures[0].task = true;
  const Date day{2026, 11, 28};  // 90 days after the 30th of August
  const Digest digest = make_digest(records, day);
  const Board board = make_board(records, day);
  std::size_t overdue = 0;
  for (const BoardTask& task : board.tasks) overdue += task.state == MeasureState::overdue;
  EXPECT_EQ(digest.overdue.size(), overdue);
  ASSERT_EQ(digest.overdue.size(), 1U) << "90 days after the outage, where nothing is said";
  EXPECT_EQ(digest.due.size(), 2U) << "a wish that nobody took on is never due";
  const std::string text = print_digest(digest, records);
  EXPECT_NE(text.find("Limit the workers (no owner; due by severity)"), std::string::npos) << text;
  EXPECT_EQ(describe_follow_up(records[1], day), "its only measure is open, overdue");
}

TEST(Digest, titles_cannot_break_out_of_the_page) {
  std::vector<Record> records = {make_record("a.md", {2025, 11, 21}, {})};
  records[0].title = "<script>alert(1)</script>\x1b[31m";
  const std::string page = digest_html(make_digest(records, {2026, 11, 21}), records);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
}

TEST(Digest, lines_are_as_long_as_mails_are_read) {
  std::vector<Record> records = {
      make_record("a.md", {2026, 1, 5},
                  {measure("Alert on the pool: owner: Zoë, due 2026-11-23", false, Date{2026, 11, 23})}),
      make_record("b.md", {2024, 11, 21}, {})};
  records[0].measures[0].words = "Alert on the pool";
  records[0].measures[0].owner = "Zoë";
  records[1].cause =
      "The ticket printer of platform nine ran out of paper while its drawer was held shut by a bicycle lock, so "
      "nobody who had paid could board.";
  const std::string text = print_digest(make_digest(records, {2026, 11, 21}), records);
  EXPECT_NE(text.find("\n  in 2 days: Alert on the pool (Zoë) [a.md:"), std::string::npos) << text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(end - at, 80U) << text.substr(at, end - at);
    at = end + 1;
  }
}

TEST(Digest, a_quiet_day_says_so) {
  EXPECT_EQ(print_digest(make_digest({}, {2026, 11, 21}), {}), "Postmortems, 2026-11-21: nothing today\n");
}

}  // namespace
}  // namespace afterword
