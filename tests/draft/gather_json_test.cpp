#include "draft/gather_json.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(WrittenTime, is_the_notation_of_the_source_with_its_zone) {
  EXPECT_EQ(written_time("10.0.0.1 - - [10/Oct/2026:13:55:36 +0200] \"GET / HTTP/1.1\" 502"),
            "10/Oct/2026:13:55:36 +0200");
  EXPECT_EQ(written_time("Oct  9 13:55:36 mail postfix/smtpd[17]: lost"), "Oct  9 13:55:36");
  EXPECT_EQ(written_time("{\"ts\":1674982122425,\"msg\":\"x\"}"), "1674982122425");
  EXPECT_EQ(written_time("2026-06-24T14:39:00.123456Z started"), "2026-06-24T14:39:00.123456Z");
  EXPECT_EQ(written_time("2026-06-24 14:39:00.123 UTC [12] ERROR"), "2026-06-24 14:39:00.123 UTC");
  EXPECT_EQ(written_time("[12:03] ana: looks like the network"), "12:03");
}

TEST(WrittenTime, is_empty_where_none_stands) {
  EXPECT_EQ(written_time("worker 3 of 12 ready, 1024 bytes"), "");
}

TEST(GatherJson, says_null_for_what_is_not_known) {
  const std::string json = write_gather_json({}, [](const Place&) { return CitedRecord{}; });
  EXPECT_NE(json.find("\"onset\": null"), std::string::npos) << json;
  EXPECT_NE(json.find("\"kind\": \"unknown\""), std::string::npos) << json;
}

TEST(GatherJson, cites_source_line_span_and_hash) {
  Gathered gathered;
  gathered.evidence.inputs.emplace_back().path = "web.log";
  gathered.outage.onset = FoundInstant{1'781'000'000 * one_second + one_second / 2, "requests fail", {{0, 5, 7, 100}}};
  const std::string json =
      write_gather_json(gathered, [](const Place&) { return CitedRecord{"hello", "0123456789abcdef"}; });
  EXPECT_NE(json.find("2026-06-09T10:13:20.500Z"), std::string::npos) << json;
  EXPECT_NE(json.find("\"sha256_16\": \"0123456789abcdef\""), std::string::npos) << json;
  EXPECT_NE(json.find("105"), std::string::npos) << json;
}

}  // namespace
}  // namespace afterword
