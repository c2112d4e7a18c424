// How a review is written down and read again.
#include "review/review_file.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "review/anchor.h"

namespace afterword {
namespace {

ReviewEvent event_of(ReviewAct act, std::string_view by, std::int64_t at_s = 1'800'000'000) {
  ReviewEvent out;
  out.act = act;
  out.at_s = at_s;
  out.by = read_person(by);
  out.revision = revision_of("# Mail was stuck\n\n- [ ] Rotate logs\n");
  out.text = "words";
  if (act == ReviewAct::comment) out.id = "12345678";
  if (act == ReviewAct::resolve) out.about = "12345678";
  return out;
}

TEST(ReviewFile, reads_back_what_was_written) {
  ReviewEvent request = event_of(ReviewAct::request, "Ana Lima <ana@example.org>");
  request.reviewers = {read_person("Ben <ben@example.org>"), read_person("@cleo")};
  request.authors = {read_person("Dan \"the \\ man\" <dan@example.org>")};
  request.deadline = Date{2027, 1, 31};
  ReviewEvent comment = event_of(ReviewAct::comment, "Ben <ben@example.org>", 1'800'000'100);
  comment.anchor = make_anchor({"a", "", "the cause – “x”", "b"}, 3, "cause");
  comment.text = "two\nlines\tand a “quote”";
  ReviewEvent approve = event_of(ReviewAct::approve, "cleo", 1'800'000'200);
  for (std::size_t i = 0; i < rubric_size; ++i) approve.answers[i] = Answer{i != 2, i == 2 ? "too shallow" : ""};
  std::string file;
  for (const ReviewEvent& each : {approve, comment, request}) file = add_event(file, each, "mail.md");

  const ReviewLog log = read_review(file);
  EXPECT_TRUE(log.faults.empty());
  ASSERT_EQ(log.events.size(), 3U);
  EXPECT_EQ(log.events[0].act, ReviewAct::request) << "events come by time";
  EXPECT_EQ(log.events[0].reviewers[1].name, "cleo");
  EXPECT_EQ(log.events[0].authors[0].written(), "Dan \"the \\ man\" <dan@example.org>");
  EXPECT_EQ(log.events[0].deadline, (Date{2027, 1, 31}));
  EXPECT_EQ(log.events[0].revision.lines, request.revision.lines);
  EXPECT_EQ(log.events[1].text, comment.text);
  EXPECT_EQ(log.events[1].anchor.line, 3U);
  EXPECT_EQ(log.events[1].anchor.text, "the cause – “x”");
  EXPECT_EQ(log.events[1].anchor.before, "a");
  EXPECT_EQ(log.events[1].anchor.quote, "cause");
  EXPECT_FALSE(log.events[2].answers[2]->yes);
  EXPECT_EQ(log.events[2].answers[2]->words, "too shallow");
  EXPECT_EQ(log.events[2].revision.body, approve.revision.body);
}

TEST(ReviewFile, every_person_has_a_place_of_their_own) {
  ReviewEvent request = event_of(ReviewAct::request, "Ana <ana@example.org>");
  request.reviewers = {read_person("cleo@example.org"), read_person("Ben <ben@example.org>")};
  std::string file = add_event("", request, "mail.md");
  file = add_event(file, event_of(ReviewAct::changes, "Ben <ben@example.org>", 1'800'000'001), "mail.md");
  std::vector<std::string> first;
  for (const std::string_view line : lines_of(file))
    first.emplace_back(line.starts_with('{') ? line.substr(0, 70) : line.substr(0, 24));
  EXPECT_EQ(first,
            (std::vector<std::string>{
                "# Review of mail.md: one", "# ana@example.org",
                R"({"at":"2027-01-15T08:00:00Z","by":"Ana <ana@example.org>","event":"req)", "# ben@example.org",
                R"({"at":"2027-01-15T08:00:01Z","by":"Ben <ben@example.org>","event":"cha)", "# cleo@example.org"}));
}

TEST(ReviewFile, damage_is_told_with_its_line_and_the_others_stand) {
  std::string file = add_event("", event_of(ReviewAct::request, "Ana"), "mail.md");
  file += "<<<<<<< HEAD\n{\"at\":\"2027-01-15T08:00\n=======\nhello\n[1]\n{\"event\":\"dance\"}\n{}\n>>>>>>> branch\n";
  file = add_event(file, event_of(ReviewAct::approve, "Zoe", 1'800'000'009), "mail.md");
  const ReviewLog log = read_review(file);
  EXPECT_EQ(log.events.size(), 2U);
  std::vector<std::uint32_t> lines;
  for (const ReviewFault& fault : log.faults) lines.push_back(fault.line);
  EXPECT_EQ(lines, (std::vector<std::uint32_t>{4, 5, 6, 7, 8, 9, 10, 11}));
}

TEST(ReviewFile, what_it_does_not_know_is_kept_when_lines_are_added) {
  const std::string theirs =
      "# from another program\n{\"at\":\"2027-01-15T08:00:00Z\",\"by\":\"Ana\",\"event\":\"approve\",\"mood\":\"fine\","
      "\"revision\":\"" +
      std::string(64, 'a') + "\"}\n# ana\n\nnot even JSON";
  const std::string file = add_event(theirs, event_of(ReviewAct::changes, "Ben"), "mail.md");
  for (const std::string_view line : lines_of(theirs)) EXPECT_NE(file.find(line), std::string::npos) << line;
  EXPECT_EQ(read_review(file).events.size(), 2U);
}

TEST(ReviewFile, a_line_that_a_merge_left_twice_counts_once) {
  const std::string file = add_event("", event_of(ReviewAct::comment, "Ana"), "mail.md");
  const std::string line(lines_of(file).back());
  EXPECT_EQ(read_review(file + line + "\r\n" + line + "\n").events.size(), 1U);
}

TEST(ReviewFile, adding_only_inserts_lines_whatever_stands_there) {
  const bool holds = rc::check([](const std::string& before, const std::string& name) {
    const std::string who = read_person(name).empty() ? "Ana" : name;
    const std::string after = add_event(before, event_of(ReviewAct::changes, who), "mail.md");
    const std::string whole = before.empty() || before.ends_with('\n') ? before : before + "\n";
    std::size_t at = 0;  // every line of the old file, in its order, is a line of the new one
    for (const std::string_view line : lines_of(whole)) {
      at = after.find(line, at);
      RC_ASSERT(at != std::string::npos);
    }
    RC_ASSERT(after.size() >= whole.size());
    RC_ASSERT(read_review(after).events.size() >= read_review(before).events.size());
  });
  EXPECT_TRUE(holds);
}

TEST(Revision, line_ends_and_ticked_measures_change_less_than_words) {
  const std::string text = "# T\n\n- [ ] Rotate logs\n1. Add an alert\nend\n";
  const std::string crlf = "# T\r\n\r\n- [ ] Rotate logs\r\n1. Add an alert\r\nend\r\n";
  const std::string ticked =
      "# T\n\n- [x] Rotate logs (done 2026-11-20, proof: https://git.example/1)\n1. [x] Add an alert\nend\n";
  EXPECT_EQ(revision_of(text).sha256, revision_of(crlf).sha256);
  EXPECT_NE(revision_of(text).sha256, revision_of(ticked).sha256);
  EXPECT_EQ(revision_of(text).body, revision_of(ticked).body);
  EXPECT_EQ(revision_of(text).lines, revision_of(ticked).lines);
  EXPECT_NE(revision_of(text).body, revision_of("# T\n\n- [ ] Rotate logs daily\n1. Add an alert\nend\n").body);
}

TEST(Revision, a_change_is_counted_by_lines_and_placed_in_the_later_text) {
  const auto lines = [](std::string_view text) { return revision_of(text).lines; };
  const RevisionChange change = compare_lines(lines("a\nb\nc\nd\n"), lines("a\nB\nc\nd\ne\n"));
  EXPECT_TRUE(change.known);
  EXPECT_EQ(change.added, 2U);
  EXPECT_EQ(change.removed, 1U);
  EXPECT_EQ(change.places, (std::vector<std::uint32_t>{2, 3, 5}));
  EXPECT_FALSE(compare_lines({}, lines("a\n")).known);
}

TEST(Revision, lines_are_read_back_from_the_file) {
  const bool holds = rc::check([](const std::string& text) {
    const Revision revision = revision_of(text);
    RC_ASSERT(read_lines(write_lines(revision.lines)) == revision.lines);
  });
  EXPECT_TRUE(holds);
  EXPECT_TRUE(read_lines("abc").empty());
  EXPECT_TRUE(read_lines("ab!c").empty());
}

TEST(CommentAnchors, follows_its_line_through_edits_of_other_lines) {
  const std::vector<std::string_view> before = {"# T", "", "- a", "- same", "- b", "- same", "- c"};
  const CommentAnchor second = make_anchor(before, 6);
  const AnchorPlace moved = find_anchor(second, {"# New title", "", "new", "- same", "- b", "- same", "- c"});
  EXPECT_EQ(moved.line, 6U);
  const AnchorPlace by_context = find_anchor(second, {"- x", "- same", "- b", "- same", "- c", "- same"});
  EXPECT_EQ(by_context.line, 4U) << "of equal lines the one between the same neighbours";
  EXPECT_EQ(by_context.fit, AnchorFit::exact);
  const AnchorPlace changed = find_anchor(second, {"- x", "- b", "- another", "- c"});
  EXPECT_EQ(changed.line, 3U);
  EXPECT_EQ(changed.fit, AnchorFit::changed);
  EXPECT_EQ(find_anchor(second, {"all", "new"}).fit, AnchorFit::lost);
  EXPECT_EQ(find_anchor(second, {}).fit, AnchorFit::lost);
}

TEST(CommentAnchors, a_comment_on_a_blank_line_stays_between_its_neighbours) {
  const CommentAnchor anchor = make_anchor({"a", "", "b", "", "c"}, 4);
  EXPECT_EQ(find_anchor(anchor, {"a", "", "b", "", "c"}).fit, AnchorFit::exact);
  const AnchorPlace moved = find_anchor(anchor, {"new", "a", "", "b", "", "c"});
  EXPECT_EQ(moved.line, 5U);
  EXPECT_EQ(moved.fit, AnchorFit::exact);
  EXPECT_EQ(find_anchor(anchor, {"a", "", "x", "", "c"}).fit, AnchorFit::changed);
}

TEST(CommentAnchors, quoted_words_are_enough_where_the_line_was_changed) {
  const CommentAnchor anchor = make_anchor({"The pool was full at 09:10.", "x"}, 1, "pool was full");
  const AnchorPlace place = find_anchor(anchor, {"x", "At 09:12 the pool was full."});
  EXPECT_EQ(place.line, 2U);
  EXPECT_EQ(place.fit, AnchorFit::exact);
}

TEST(ReviewPersons, one_person_written_in_several_ways_is_one) {
  const ReviewPerson ana = read_person("Ana Lima <Ana@example.org>");
  for (const char* same : {"ana@example.org", "ana lima", "@ana", "Ana Lima <ana@private.example>", "ana"})
    EXPECT_TRUE(is_same_person(ana, read_person(same))) << same;
  for (const char* other : {"Ben", "ben@example.org", "@anastasia", "", "Ana Silva <ana.silva@example.org>"})
    EXPECT_FALSE(is_same_person(ana, read_person(other))) << other;
  EXPECT_EQ(read_person(" \"Lima, Ana\"  <a@b.c> ").written(), "Lima, Ana <a@b.c>");
  EXPECT_EQ(read_person("a\nb").name, "a b");
}

}  // namespace
}  // namespace afterword
