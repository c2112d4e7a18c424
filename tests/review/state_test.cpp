// What a review comes to.
#include "review/state.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

constexpr std::string_view text = "# Mail was stuck\n\nThe disk was full.\n\n- [ ] Rotate logs\n";
constexpr std::int64_t day_s = 86400;

/// Events one a day from 2026-03-01 on.
class Story {
 public:
  ReviewEvent& add(ReviewAct act, std::string_view by, std::string_view about = text) {
    ReviewEvent& event = log.events.emplace_back();
    event.act = act;
    event.at_s = (days_of({2026, 3, 1}) + static_cast<std::int64_t>(log.events.size()) - 1) * day_s;
    event.by = read_person(by);
    event.revision = revision_of(about);
    if (act == ReviewAct::approve)
      for (auto& answer : event.answers) answer = Answer{true, {}};
    return event;
  }
  ReviewEvent& ask(std::initializer_list<std::string_view> reviewers) {
    ReviewEvent& event = add(ReviewAct::request, "ana@example.org");
    for (const std::string_view each : reviewers) event.reviewers.push_back(read_person(each));
    event.deadline = Date{2026, 3, 8};
    return event;
  }
  [[nodiscard]] ReviewState judge(std::string_view now = text, Date today = {2026, 3, 7}) const {
    return judge_review(log, now, {read_person("Dan")}, {"staff@example.org", 7, 14}, today);
  }
  ReviewLog log;
};

TEST(ReviewState, goes_from_nothing_over_waiting_to_approved) {
  Story story;
  EXPECT_EQ(story.judge().phase, ReviewPhase::none);
  story.ask({"ben@example.org", "cleo@example.org"});
  EXPECT_EQ(story.judge().phase, ReviewPhase::waiting);
  EXPECT_EQ(story.judge(text, {2026, 3, 8}).phase, ReviewPhase::waiting) << "the deadline's day still counts";
  story.add(ReviewAct::approve, "ben@example.org");
  EXPECT_EQ(story.judge().phase, ReviewPhase::approved);
  EXPECT_EQ(story.judge(text, {2027, 1, 1}).phase, ReviewPhase::approved);
}

TEST(ReviewState, goes_to_the_fallback_when_the_deadline_is_over) {
  Story story;
  story.ask({"ben@example.org"});
  const ReviewState state = story.judge(text, {2026, 3, 9});
  EXPECT_EQ(state.phase, ReviewPhase::overdue);
  EXPECT_TRUE(state.reviewers.back().fallback);
  EXPECT_EQ(state.reviewers.back().person.email, "staff@example.org");
  EXPECT_FALSE(story.judge().reviewers.back().fallback) << "not before";
}

TEST(ReviewState, authors_do_not_count_whoever_they_are_known_by) {
  for (const char* author : {"ana@example.org", "Dan <dan@example.org>", "eve@example.org"}) {
    Story story;
    story.ask({"ben@example.org"}).authors.push_back(read_person("Eve <eve@example.org>"));
    story.add(ReviewAct::approve, author);
    const ReviewState state = story.judge();
    EXPECT_EQ(state.phase, ReviewPhase::waiting) << author;
    EXPECT_TRUE(state.reviewers.back().is_author) << author;
  }
}

TEST(ReviewState, an_edit_makes_an_approval_stale_and_a_tick_does_not) {
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::approve, "ben@example.org");
  const ReviewState edited = story.judge("# Mail was stuck\n\nThe disk was slow.\nVery.\n\n- [ ] Rotate logs\n");
  EXPECT_EQ(edited.phase, ReviewPhase::stale);
  EXPECT_EQ(edited.change.added, 2U);
  EXPECT_EQ(edited.change.removed, 1U);
  Story again = story;
  again.ask({"ben@example.org"});
  EXPECT_EQ(again.judge("another text").phase, ReviewPhase::waiting);
  EXPECT_EQ(again.judge("another text", {2026, 3, 9}).phase, ReviewPhase::overdue);
  EXPECT_EQ(again.judge().phase, ReviewPhase::approved) << "the text was put back";
  const ReviewState ticked = story.judge(
      "# Mail was stuck\n\nThe disk was full.\n\n- [x] Rotate logs (done 2026-03-05, proof: https://git.example/1)\n");
  EXPECT_EQ(ticked.phase, ReviewPhase::approved);
  EXPECT_TRUE(ticked.ticked_off);
}

TEST(ReviewState, what_the_program_itself_writes_into_an_approved_report_is_no_edit) {
  const std::string item = "- [ ] Rotate logs (owner: ana, due 2026-04-01)\n";
  const std::string row = "\n| Task | Owner | Ticket |\n|---|---|---|\n| Alert on disks | ben |  |\n";
  const std::string approved = "# Mail was stuck\n\nThe disk was full.\n\n" + item + row;
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::approve, "ben@example.org", approved);
  const auto with = [&](std::string_view old, std::string_view now, std::string_view head = "") {
    std::string out = std::string(head) + approved;
    const std::size_t at = out.find(old);
    return out.replace(at, old.size(), now);
  };
  constexpr std::string_view link = "([#12](https://github.com/acme/shop/issues/12))";
  constexpr std::string_view address = "published:\n  - url: https://blog.example.com/mail\n    hash: sha256:1\n";
  const std::string bookkeeping[] = {
      with("2026-04-01)", "2026-04-01) " + std::string(link)),
      with("(owner", std::string(link) + " (owner"),
      with("[ ] Rotate logs", "[x] Rotate logs ([OPS-7](https://acme.atlassian.net/browse/OPS-7))"),
      with("ben |  |", "ben | https://gitlab.com/acme/shop/-/issues/3 |"),
      with("ben |  |", "ben | https://linear.app/acme/issue/OPS-3/alert |"),
      with("", "", "---\n" + std::string(address) + "---\n\n"),
      with("", "", "\xEF\xBB\xBF---\n" + std::string(address) + "---\n\n"),
  };
  for (const std::string& now : bookkeeping) EXPECT_EQ(story.judge(now).phase, ReviewPhase::approved) << now;
  const std::string edits[] = {
      with("2026-04-01)", "2026-04-01) ([our excuse](https://github.com/acme/shop/issues/12))"),
      with("2026-04-01)", "2026-04-01) ([#12](https://example.org/graph.png))"),
      with("ben |  |", "ben | https://example.org/graph.png |"),
      with("", "", "---\nseverity: SEV-4\n" + std::string(address) + "---\n\n"),
      with("", "", "---\n" + std::string(address) + "severity: SEV-4\n---\n\n"),
  };
  for (const std::string& now : edits) EXPECT_EQ(story.judge(now).phase, ReviewPhase::stale) << now;
}

TEST(ReviewState, an_address_recorded_in_front_matter_that_was_there_is_no_edit) {
  const std::string before = "---\nseverity: SEV-2\n---\n\n# Mail was stuck\n";
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::approve, "ben@example.org", before);
  const std::string entry = "published:\n- url: https://blog.example.com/mail\n  date: 2026-03-04\n";
  EXPECT_EQ(story.judge("---\nseverity: SEV-2\n" + entry + "---\n\n# Mail was stuck\n").phase, ReviewPhase::approved);
  EXPECT_EQ(story.judge("---\n" + entry + "severity: SEV-2\n---\n\n# Mail was stuck\n").phase, ReviewPhase::approved);
  EXPECT_EQ(story.judge("---\nseverity: SEV-3\n" + entry + "---\n\n# Mail was stuck\n").phase, ReviewPhase::stale);
}

TEST(ReviewState, an_approval_of_the_present_text_beats_an_older_one) {
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::approve, "ben@example.org");
  story.add(ReviewAct::approve, "cleo@example.org", "an earlier text\n");
  EXPECT_EQ(story.judge().phase, ReviewPhase::approved);
  EXPECT_EQ(story.judge().decisive->person.email, "ben@example.org");
}

TEST(ReviewState, a_wish_for_changes_stands_until_it_is_taken_back_or_asked_again) {
  Story story;
  story.ask({"ben@example.org", "cleo@example.org"});
  story.add(ReviewAct::changes, "cleo@example.org");
  story.add(ReviewAct::approve, "ben@example.org");
  EXPECT_EQ(story.judge().phase, ReviewPhase::changes);
  Story withdrawn = story;
  withdrawn.add(ReviewAct::withdraw, "cleo@example.org");
  EXPECT_EQ(withdrawn.judge().phase, ReviewPhase::approved);
  story.ask({"cleo@example.org"});
  EXPECT_EQ(story.judge().phase, ReviewPhase::approved);
}

TEST(ReviewState, a_request_that_is_taken_back_asks_nobody) {
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::withdraw, "ana@example.org").whole_request = true;
  EXPECT_EQ(story.judge(text, {2026, 3, 20}).phase, ReviewPhase::withdrawn);
  EXPECT_FALSE(story.judge().reviewers.front().asked);
}

TEST(ReviewState, an_approval_without_all_answers_is_incomplete) {
  Story story;
  story.ask({"ben@example.org"});
  story.add(ReviewAct::approve, "ben@example.org").answers[3].reset();
  EXPECT_EQ(story.judge().phase, ReviewPhase::incomplete);
}

TEST(ReviewState, comments_are_open_until_settled_and_replies_stand_below_even_when_clocks_differ) {
  Story story;
  ReviewEvent& reply = story.add(ReviewAct::comment, "ana@example.org");  // her clock is a day behind
  reply.id = "bbbbbbbb";
  reply.about = "aaaaaaaa";
  ReviewEvent& question = story.add(ReviewAct::comment, "ben@example.org");
  question.id = "aaaaaaaa";
  question.anchor = make_anchor(lines_of(text), 3);
  const ReviewState state = story.judge("new\n" + std::string(text));
  ASSERT_EQ(state.comments.size(), 1U);
  EXPECT_EQ(state.comments[0].place.line, 4U);
  EXPECT_EQ(state.comments[0].replies.size(), 1U);
  story.log.events.front().at_s -= day_s;
  ReviewEvent& settled = story.add(ReviewAct::resolve, "ana@example.org");
  settled.about = "aaaaaaaa";
  settled.at_s = 0;
  EXPECT_EQ(story.judge().comments.size(), 0U);
  EXPECT_EQ(story.judge().settled, 1U);
}

}  // namespace
}  // namespace afterword
