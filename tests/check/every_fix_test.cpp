// Properties of fixes, over the examples of all rule pages and over random texts put together from their lines.
#include <gtest/gtest.h>
// rapidcheck's header needs gtest's before it.
#include <rapidcheck/gtest.h>

#include "check/apply_fixes.h"
#include "examples.h"

namespace afterword {
namespace {

std::string fix(const std::string& text, Applicability most) {
  return fix_text(text, "example.md", Settings{}, CheckOptions{}, most).text;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

std::vector<std::string> all_example_texts() {
  std::vector<std::string> out;
  for (const Rule& rule : all_rules())
    for (testing::Example& example : testing::read_examples(page_of(rule))) out.push_back(std::move(example.text));
  return out;
}

TEST(Fixes, done_twice_change_no_more_than_done_once_on_every_example) {
  for (const std::string& example : all_example_texts())
    for (const std::string& text : {example, with_crlf(example), "\xEF\xBB\xBF" + example})
      for (Applicability most : {Applicability::safe, Applicability::unsafe}) {
        const std::string once = fix(text, most);
        EXPECT_EQ(fix(once, most), once) << text;
      }
}

TEST(Fixes, insert_missing_sections_in_their_order_with_one_blank_line_between) {
  const std::string text =
      "## Incident report\n\nIt was down.\n\n## Timeline\n\n- 3:00 PM - down\n- 4:00 PM - we look\n- 5:30 PM - up\n";
  for (const std::string& written : {text, with_crlf(text)}) {
    std::string fixed = fix(written, Applicability::unsafe);
    std::erase(fixed, '\r');
    std::size_t at = 0;
    for (const std::string_view heading :
         {"\n## Summary\n", "\n## Timeline\n", "\n## Root cause and resolution\n", "\n## Corrective and"}) {
      at = fixed.find(heading, at);
      ASSERT_NE(at, std::string::npos) << heading << " in " << fixed;
    }
    EXPECT_EQ(fixed.find("\n\n\n"), std::string::npos) << fixed;
    EXPECT_TRUE(fixed.ends_with("-->\n")) << fixed;
  }
}

TEST(Fixes, of_spans_that_overlap_or_lie_outside_never_leave_the_text) {
  for (const std::string& text : all_example_texts()) {
    auto document = std::make_shared<const Document>(Document::read(text, "example.md"));
    const std::string_view original = document->text().original();
    const auto size = static_cast<std::uint32_t>(original.size());
    for (const Finding& finding : check(read_postmortem(document), Settings{}).findings) {
      EXPECT_LE(finding.span.begin, finding.span.end) << finding.rule;
      EXPECT_LE(finding.span.end, size) << finding.rule;
      EXPECT_GE(finding.line, 1u) << finding.rule;
      EXPECT_GE(finding.column, 1u) << finding.rule;
      for (const Note& note : finding.notes) EXPECT_LE(note.span.end, size) << finding.rule;
      for (const Fix& each : finding.fixes) {
        std::uint32_t last = 0;
        for (const Edit& edit : each.edits) {
          EXPECT_LE(last, edit.span.begin) << finding.rule << ": edits are disjoint and in order";
          EXPECT_LE(edit.span.end, size) << finding.rule;
          last = edit.span.end;
        }
      }
    }
  }
}

RC_GTEST_PROP(Fixes, done_twice_change_no_more_than_done_once_on_any_mix_of_lines, ()) {
  static const std::vector<std::string> lines = [] {
    std::vector<std::string> out;
    for (const std::string& text : all_example_texts())
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
      }
    return out;
  }();
  const auto picks = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, lines.size()));
  std::string text;
  for (std::size_t pick : picks) text += lines[pick] + "\n";
  const std::string once = fix(text, Applicability::unsafe);
  RC_ASSERT(fix(once, Applicability::unsafe) == once);
}

}  // namespace
}  // namespace afterword
