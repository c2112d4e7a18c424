#include <gtest/gtest.h>

#include "check/apply_fixes.h"
#include "check/baseline.h"
#include "check/nearest.h"

namespace afterword {
namespace {

Finding with_fix(Applicability applicability, std::vector<Edit> edits) {
  Finding finding;
  finding.code = "AW1";
  finding.span = edits.front().span;
  finding.fixes.push_back({"mend", applicability, std::move(edits)});
  return finding;
}

TEST(ApplyFixes, only_fixes_that_are_safe_enough_are_applied) {
  const std::vector<Finding> findings = {with_fix(Applicability::safe, {{{0, 1}, "A"}}),
                                         with_fix(Applicability::unsafe, {{{1, 2}, "B"}}),
                                         with_fix(Applicability::has_placeholders, {{{2, 3}, "C"}})};
  EXPECT_EQ(apply_fixes("abc", findings, Applicability::safe).text, "Abc");
  EXPECT_EQ(apply_fixes("abc", findings, Applicability::unsafe).text, "ABc");
}

TEST(ApplyFixes, where_edits_overlap_the_first_finding_wins_with_all_its_edits) {
  const std::vector<Finding> findings = {with_fix(Applicability::safe, {{{0, 2}, "X"}, {{4, 5}, "Y"}}),
                                         with_fix(Applicability::safe, {{{3, 4}, "Z"}, {{4, 6}, "Z"}})};
  const AppliedFixes applied = apply_fixes("abcdef", findings, Applicability::safe);
  EXPECT_EQ(applied.text, "XcdYf");
  EXPECT_EQ(applied.count, 1u);
}

TEST(ApplyFixes, two_insertions_at_one_place_wait_for_the_next_round) {
  const std::vector<Finding> findings = {with_fix(Applicability::safe, {{{1, 1}, "X"}}),
                                         with_fix(Applicability::safe, {{{1, 1}, "Y"}})};
  EXPECT_EQ(apply_fixes("ab", findings, Applicability::safe).text, "aXb");
}

TEST(ApplyFixes, an_edit_that_changes_nothing_or_lies_outside_is_not_counted) {
  EXPECT_EQ(apply_fixes("ab", {with_fix(Applicability::safe, {{{0, 1}, "a"}})}, Applicability::safe).count, 0u);
  EXPECT_EQ(apply_fixes("ab", {with_fix(Applicability::safe, {{{1, 9}, "x"}})}, Applicability::safe).text, "ab");
}

TEST(ApplyFixes, inserted_lines_take_the_line_ends_of_the_text) {
  const std::vector<Finding> insert = {with_fix(Applicability::safe, {{{3, 3}, "x\ny\n"}})};
  EXPECT_EQ(apply_fixes("a\r\nb\r\n", insert, Applicability::safe).text, "a\r\nx\r\ny\r\nb\r\n");
  const std::vector<Finding> line_end = {with_fix(Applicability::safe, {{{1, 3}, "\n"}})};
  EXPECT_EQ(apply_fixes("a\r\nb\r\n", line_end, Applicability::safe).text, "a\nb\r\n");
}

Finding at(std::uint32_t offset) {
  Finding finding;
  finding.code = "AW1";
  finding.span = {offset, offset};
  return finding;
}

TEST(Baseline, holds_a_finding_while_its_line_moves_and_lets_it_go_when_the_line_changes) {
  Baseline baseline;
  baseline.add("a.md", "one\ntwo\n", at(4));
  const Result<Baseline> back = Baseline::read(baseline.write(), "b");
  ASSERT_TRUE(back);
  std::vector<Finding> moved = {at(9)};
  EXPECT_EQ(back->take_accepted("a.md", "zero\none\n  two \n", moved).size(), 1u);
  EXPECT_TRUE(moved.empty());
  std::vector<Finding> changed = {at(4)};
  EXPECT_EQ(back->take_accepted("a.md", "one\ntwo!\n", changed).size(), 0u);
  std::vector<Finding> elsewhere = {at(4)};
  EXPECT_EQ(back->take_accepted("b.md", "one\ntwo\n", elsewhere).size(), 0u);
}

TEST(Baseline, an_entry_holds_one_finding_and_not_its_copy) {
  Baseline baseline;
  baseline.add("a.md", "two\n", at(0));
  std::vector<Finding> both = {at(0), at(4)};
  EXPECT_EQ(baseline.take_accepted("a.md", "two\ntwo\n", both).size(), 1u);
  EXPECT_EQ(both.size(), 1u);
}

TEST(Baseline, counts_what_is_new_and_what_is_gone) {
  Baseline before, now;
  before.add("a.md", "one\n", at(0));
  now.add("a.md", "two\n", at(0));
  now.add("a.md", "one\n", at(0));
  EXPECT_EQ(before.count_missing(now), 1u);
  EXPECT_EQ(now.count_missing(before), 0u);
  now.remove_paths({"a.md"});
  EXPECT_EQ(now.count_missing(before), 1u);
  EXPECT_EQ(now.size(), 0u);
}

TEST(Baseline, a_line_that_is_no_entry_is_an_error_with_its_place) {
  for (const char* text : {"# ok\nnonsense\n", "# ok\nAW1 0123456789abcdef\n", "# ok\nAW1 0123 a.md\n"}) {
    const Result<Baseline> baseline = Baseline::read(text, "b");
    ASSERT_FALSE(baseline) << text;
    EXPECT_EQ(baseline.error().where, "b:2");
  }
}

TEST(NearestName, finds_what_was_meant_and_nothing_where_nothing_is_near) {
  const std::vector<std::string_view> names = {"check", "inspect", "timeline-out-of-order"};
  EXPECT_EQ(nearest_name("chek", names), "check");
  EXPECT_EQ(nearest_name("hceck", names), "check");
  EXPECT_EQ(nearest_name("timeline_out_of_order", names), "timeline-out-of-order");
  EXPECT_EQ(nearest_name("out-of-order", names), "timeline-out-of-order");
  EXPECT_EQ(nearest_name("publish", names), "");
  EXPECT_EQ(nearest_name("--yes", {"--as", "--deadline"}), "") << "two letters of three differ";
  EXPECT_EQ(nearest_name("", names), "");
}

}  // namespace
}  // namespace afterword
