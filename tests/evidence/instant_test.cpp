#include "evidence/instant.h"

#include <gtest/gtest.h>

#include "evidence/readers/readers.h"

namespace afterword {
namespace {

std::string read_back(std::string_view text) {
  const auto read = read_instant(text);
  return read ? write_instant(read->at) : "none";
}

TEST(Instant, iso_8601_in_its_variants) {
  EXPECT_EQ(read_back("2026-03-14T09:26:53.589793Z"), "2026-03-14T09:26:53.589793Z");
  EXPECT_EQ(read_back("2026-03-14 09:26"), "2026-03-14T09:26:00Z");
  EXPECT_EQ(read_back("2026-03-14T11:26:53+02:00"), "2026-03-14T09:26:53Z");
  EXPECT_EQ(read_back("20260314T092653-0130"), "2026-03-14T10:56:53Z");
  EXPECT_EQ(read_back("2026-03-14 09:26:53,123 UTC"), "2026-03-14T09:26:53.123Z");
  EXPECT_EQ(read_back("2026-02-30T09:26:53Z"), "none");
  EXPECT_EQ(read_back("2026-03-14T09:26:53 and more"), "none");
}

TEST(Instant, numbers_since_1970_by_their_size) {
  EXPECT_EQ(read_back("1773480413"), "2026-03-14T09:26:53Z");
  EXPECT_EQ(read_back("1773480413.589"), "2026-03-14T09:26:53.589Z");
  EXPECT_EQ(read_back("1773480413589"), "2026-03-14T09:26:53.589Z");
  EXPECT_EQ(read_back("1773480413589793"), "2026-03-14T09:26:53.589793Z");
  EXPECT_EQ(read_back("1773480413589793123"), "2026-03-14T09:26:53.589793123Z");
  EXPECT_EQ(read_back("42"), "none");
}

TEST(Instant, the_zone_given_holds_where_none_is_stated) {
  const auto zone = read_zone("Africa/Nairobi");
  EXPECT_EQ(write_instant(read_instant("2026-03-14 12:26:53", zone)->at), "2026-03-14T09:26:53Z");
  EXPECT_FALSE(read_instant("2026-03-14 12:26:53", zone)->states_zone);
  EXPECT_EQ(write_instant(read_instant("2026-03-14 09:26:53Z", zone)->at), "2026-03-14T09:26:53Z");
}

TEST(Readers, pasted_messages_are_recognised_and_read_with_their_places) {
  const std::string paste =
      "[2026-03-14 09:26] Asha: looks like the network\n[2026-03-14 09:31] Ben: no, network is fine\n";
  const Recognised found = recognise_payload(paste, "paste.txt");
  ASSERT_NE(found.reader, nullptr);
  EXPECT_EQ(found.reader->name, "chat-paste");
  Evidence evidence;
  Input input;
  found.reader->read(paste, {}, input, evidence);
  ASSERT_EQ(evidence.messages.size(), 2u);
  EXPECT_EQ(evidence.messages[1].author, "Ben");
  EXPECT_EQ(evidence.messages[1].place.line, 2u);
  EXPECT_EQ(paste.substr(evidence.messages[1].place.begin, evidence.messages[1].place.size),
            "[2026-03-14 09:31] Ben: no, network is fine");
  EXPECT_EQ(recognise_payload("no messages here\nnone at all\n", "x").reader, nullptr);
}

}  // namespace
}  // namespace afterword
