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

TEST(CommonWords, of_addresses_end_between_their_parts) {
  constexpr std::string_view before = "amqp://orders@queue.example.org:5672/orders";
  constexpr std::string_view after = "amqp://orders@queue.example.org:5672/order";
  EXPECT_EQ(before.substr(common_words(before, after)), "5672/orders");
  EXPECT_EQ(after.substr(common_words(after, before)), "5672/order");
}

TEST(Setting, is_a_key_and_what_it_is_set_to) {
  const std::optional<Setting> address = setting_of("  queue.url = amqp://orders@queue.example.org:5672/orders");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->key, "queue.url");
  EXPECT_EQ(address->value, "amqp://orders@queue.example.org:5672/orders");
  EXPECT_FALSE(setting_of("if (pool == nullptr) {"));
  EXPECT_FALSE(setting_of("size = max(4, wanted)"));
}

}  // namespace
}  // namespace afterword
