#include "evidence/settle.h"

#include <gtest/gtest.h>

#include "evidence/readers/readers.h"

namespace afterword {
namespace {

TEST(Settle, people_get_their_names_as_authors_and_in_texts) {
  Evidence evidence;
  evidence.people = {{"U1", "noor"}, {"U2", "lea"}};
  evidence.messages.push_back({1, "U1", "ops", "<@U2> <@U3> look", {}});
  settle_evidence(evidence);
  EXPECT_EQ(evidence.messages[0].author, "noor");
  EXPECT_EQ(evidence.messages[0].text, "@lea <@U3> look");
}

TEST(Settle, notices_of_one_alert_become_one) {
  Evidence evidence;
  Alert firing;
  firing.fired = 5;
  firing.name = "BasketErrors";
  firing.place = {.input = 0, .size = 10, .line = 1, .begin = 0};
  Alert resolved = firing;
  resolved.ended = 9;
  resolved.place.input = 1;
  Alert other = firing;
  other.name = "ProbeFails";
  evidence.alerts = {firing, other, resolved};
  settle_evidence(evidence);
  ASSERT_EQ(evidence.alerts.size(), 2u);
  EXPECT_EQ(evidence.alerts[0].ended, 9);
  EXPECT_EQ(evidence.alerts[0].place.input, 0u);
}

TEST(Settle, calls_of_several_inputs_are_added_up) {
  Evidence evidence;
  evidence.calls = {{"web", "basket", 2}, {"basket", "prices", 1}, {"web", "basket", 3}};
  settle_evidence(evidence);
  ASSERT_EQ(evidence.calls.size(), 2u);
  EXPECT_EQ(evidence.calls[1].count, 5u);
}

}  // namespace
}  // namespace afterword
