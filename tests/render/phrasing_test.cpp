#include "render/phrasing.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(Phrasing, a_bare_time_tells_nothing) {
  EXPECT_FALSE(tells_something("Start: 2026-06-18 22:47 UTC"));
  EXPECT_FALSE(tells_something("Duration: 3 March 2026, 10:00 PM to 11:00 PM EST"));
  EXPECT_FALSE(tells_something("Duration: Tuesday, 2026-03-10, from 07:42 to 08:54 (Europe/Copenhagen), 72 minutes"));
}

TEST(Phrasing, a_question_of_the_template_tells_nothing) {
  EXPECT_FALSE(tells_something("What service was down or slow?"));
}

TEST(Phrasing, what_users_met_tells_something) {
  EXPECT_TRUE(tells_something("Impact: riders could not unlock a bike"));
  EXPECT_TRUE(tells_something("利用者はメールを送れなかった"));
}

}  // namespace
}  // namespace afterword
