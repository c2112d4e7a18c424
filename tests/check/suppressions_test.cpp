#include "check/suppressions.h"

#include <gtest/gtest.h>

#include "check/apply_fixes.h"

namespace afterword {
namespace {

/// Lines with a finding of each rule, as "RULE:LINE …"; what is silenced comes behind a "|".
std::string check_lines(const std::string& text) {
  auto document = std::make_shared<const Document>(Document::read(text, "a.md"));
  Settings settings;
  for (const Rule& rule : all_rules())
    if (rule.name != "merge-conflict-left" && rule.family != Family::meta)
      settings.severities[std::string(rule.name)] = Severity::off;
  const Checked checked = check(read_postmortem(std::move(document)), settings);
  std::string out;
  for (const Finding& finding : checked.findings) out += finding.code + ":" + std::to_string(finding.line) + " ";
  out += "|";
  for (const Suppressed& each : checked.suppressed)
    out += " " + each.finding.code + ":" + std::to_string(each.finding.line) + " " + each.reason;
  return out;
}

const std::string mark = "<<<<<<< HEAD\n";

TEST(Suppressions, a_comment_alone_on_its_line_silences_the_block_below) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore AW701: shown as it was -->\n" + mark), "| AW701:2 shown as it was");
  EXPECT_EQ(check_lines("<!-- afterword-ignore AW701: why -->\n\na\n" + mark + "\n" + mark), "AW701:6 | AW701:4 why");
}

TEST(Suppressions, a_comment_on_the_line_silences_the_line) {
  EXPECT_EQ(check_lines("<<<<<<< HEAD <!-- afterword-ignore merge-conflict-left: why -->\n" + mark),
            "AW701:2 | AW701:1 why");
}

TEST(Suppressions, a_comment_for_the_file_silences_it_wherever_it_stands) {
  EXPECT_EQ(check_lines(mark + "\n\n" + mark + "<!-- afterword-ignore-file AW701: why -->\n"),
            "| AW701:1 why AW701:4 why");
}

TEST(Suppressions, words_in_quotes_limit_it_to_findings_that_hold_them) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore-file AW701 \"head\": why -->\n" + mark + "<<<<<<< theirs\n"),
            "AW701:3 | AW701:2 why");
}

TEST(Suppressions, one_comment_may_name_several_rules) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore AW701, merge-conflict-left \"head\": why -->\n" + mark),
            "| AW701:2 why");
}

TEST(Suppressions, a_comment_without_reason_still_silences_and_is_told) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore AW701 -->\n" + mark), "AW901:1 | AW701:2 ");
}

TEST(Suppressions, a_comment_that_silences_nothing_is_told) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore AW701: why -->\nfine\n"), "AW902:1 |");
}

TEST(Suppressions, a_rule_that_does_not_exist_is_told) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore merge-conflict: why -->\n" + mark), "AW903:1 AW701:2 |");
}

TEST(Suppressions, comments_shown_as_code_silence_nothing) {
  EXPECT_EQ(check_lines("```\n<!-- afterword-ignore AW701: why -->\n```\n\n" + mark), "AW701:5 |");
}

TEST(Suppressions, unfinished_comments_do_no_harm) {
  EXPECT_EQ(check_lines("<!-- afterword-ignore"), "|");
  EXPECT_EQ(check_lines("afterword-ignore -->"), "|");
  EXPECT_EQ(check_lines("<!-- afterword-ignore \" -->\n"), "AW901:1 |");
}

TEST(Suppressions, the_fix_takes_out_what_is_not_needed_and_nothing_else) {
  const auto fix = [](const std::string& text) {
    return fix_text(text, "a.md", Settings{}, CheckOptions{}, Applicability::safe).text;
  };
  EXPECT_EQ(fix("a\n<!-- afterword-ignore AW701: why -->\nb\n"), "a\nb\n");
  EXPECT_EQ(fix("a <!-- afterword-ignore AW701: why -->\nb\n"), "a\nb\n");
  const std::string needed = "<!-- afterword-ignore-file merge-conflict-left: why -->\n" + mark;
  EXPECT_EQ(fix(needed), needed);
}

}  // namespace
}  // namespace afterword
