#include "document/footnote.h"

#include <gtest/gtest.h>

#include "document/document.h"

namespace afterword {
namespace {

TEST(Footnotes, their_marks_are_no_words_of_the_sentence) {
  const Document document = Document::read("The disk was full.[^web.log-12][^b] Mail stopped.\n");
  EXPECT_EQ(document.plain(), "The disk was full. Mail stopped.\n");
}

TEST(Footnotes, what_they_hold_is_a_source_and_no_prose) {
  const Document document = Document::read("Text.[^1]\n\n[^1]: web.log, line 12\n");
  ASSERT_EQ(document.lines().size(), 2u);
  EXPECT_EQ(document.plain_of(document.lines()[1]), "web.log, line 12");
  EXPECT_FALSE(document.is_prose(document.lines()[1].plain));
  EXPECT_TRUE(document.is_prose(document.lines()[0].plain));
}

TEST(Footnotes, brackets_that_are_no_mark_stay_text) {
  for (const char* text : {"a [^] b\n", "a [^x y] b\n", "a [^x b\n", "a[^"})
    EXPECT_TRUE(Document::read(text).plain().starts_with(std::string_view(text).substr(0, 3))) << text;
}

TEST(Footnotes, many_of_them_cost_no_more_for_each) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "[^";
  EXPECT_EQ(Document::read(text).plain().size(), text.size() + 1);
}

}  // namespace
}  // namespace afterword
