// What is shown of a measure beside columns for its owner, day and state.
#include "render/measure_words.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

Measure measure(std::string text) {
  Measure out;
  out.text = std::move(text);
  out.owner = "Ana Ruiz";
  out.due_text = "2026-04-01";
  out.priority = "High";
  out.tracker = "https://tracker.example/OPS-7";
  out.done = false;
  return out;
}

TEST(MeasureWords, what_the_columns_show_is_left_out_wherever_it_stands) {
  EXPECT_EQ(words_of_measure(measure("Alert on it (owner: Ana Ruiz, due 2026-04-01, priority: High, OPS-7)")),
            "Alert on it");
  EXPECT_EQ(words_of_measure(measure("Alert on it (owner: Ana Ruiz, due 2026-04-01) The threshold is open.")),
            "Alert on it. The threshold is open.");
  EXPECT_EQ(words_of_measure(measure("Alert on it (state: in progress, OPS-7) and on the rest")),
            "Alert on it and on the rest");
}

TEST(MeasureWords, what_a_link_to_a_ticket_is_called_is_left_out_at_the_end) {
  for (const char* text : {"Alert on it (Issue)", "Alert on it [pull request]", "Alert on it (due 2026-04-01, PR)"})
    EXPECT_EQ(words_of_measure(measure(text)), "Alert on it") << text;
  EXPECT_EQ(words_of_measure(measure("Alert on it. Issue")), "Alert on it.");
  for (const char* text :
       {"Close the issue", "Alert on it. Related to this issue", "Open a pull request (issue first)"})
    EXPECT_EQ(words_of_measure(measure(text)), text);
  Measure without = measure("Alert on it (Issue)");
  without.tracker.clear();
  EXPECT_EQ(words_of_measure(without), "Alert on it (Issue)");
}

TEST(MeasureWords, brackets_that_say_something_else_stay) {
  for (const char* text : {"Alert on saturation (80 %) of the pool", "Buy a second warehouse (state: not doing)",
                           "Move the pool (owner: somebody else) to db-2", "Close the bracket (owner: Ana Ruiz"})
    EXPECT_EQ(words_of_measure(measure(text)), text);
}

}  // namespace
}  // namespace afterword
