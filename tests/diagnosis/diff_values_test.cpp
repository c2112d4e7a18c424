#include "diagnosis/diff_values.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(CommonWords, leave_what_differs_and_the_word_before_it) {
  constexpr std::string_view before = "SELECT id, name FROM products WHERE name LIKE x LIMIT 20";
  constexpr std::string_view after = "SELECT id, name FROM products WHERE name LIKE x LIMIT 30";
  EXPECT_EQ(before.substr(common_words(before, after)), "LIMIT 20");
  EXPECT_EQ(after.substr(common_words(after, before)), "LIMIT 30");
}

TEST(CommonWords, are_kept_where_they_are_few) {
  EXPECT_EQ(common_words("pool of 20", "pool of 30"), 0U);
  EXPECT_EQ(common_words("", "anything"), 0U);
  EXPECT_EQ(
      common_words("one_word_that_is_longer_than_what_is_shown_1", "one_word_that_is_longer_than_what_is_shown_2"), 0U);
}

}  // namespace
}  // namespace afterword
