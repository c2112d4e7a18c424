// `afterword stats`, on the real program.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: A monitoring alert fires: the outage is detected.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n- [ ] Alert on pool saturation\n";

TEST(StatsCommand, times_of_a_report_are_in_the_distributions) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const Ran ran = run_afterword({"stats", "--json", "--date", "2026-04-01", folder.path().string()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["schema"], "afterword.stats/1");
  EXPECT_EQ(json["detect"]["values"], nlohmann::json::array({15}));
  EXPECT_EQ(json["resolve"]["median"], 90);
  EXPECT_EQ(json["resolve"]["reports"], nlohmann::json::array({(folder.path() / "checkout.md").string()}));
  EXPECT_EQ(json["repeats"], 0);
  EXPECT_EQ(json["impact_minutes_sum"], 36);
  EXPECT_EQ(json["completion"][0]["tasks"], 1);
}

TEST(StatsCommand, the_terminal_shows_number_median_p90_and_what_they_mean) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const Ran ran = run_afterword({"stats", folder.path().string()});
  EXPECT_NE(ran.out.find("Time to resolve: n = 1, median 90 min, p90 90 min\n  minutes from the begin"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("•"), std::string::npos);
  EXPECT_EQ(ran.out.find("mean "), std::string::npos);
}

TEST(StatsCommand, tell_how_many_failures_came_back) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  std::string again(report);
  for (std::size_t at = again.find("2026-03-14"); at != std::string::npos; at = again.find("2026-03-14"))
    again.replace(at, 10, "2026-05-02");
  folder.write("checkout-again.md", again);
  const Ran ran = run_afterword({"stats", folder.path().string()});
  EXPECT_NE(ran.out.find("1 of 2 are a failure that an earlier one had told of (repeat rate 50 %)\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("  the most: 90 min, "), std::string::npos) << ran.out;
}

TEST(StatsCommand, an_empty_archive_has_no_figures_and_is_no_error) {
  TestFolder folder;
  folder.write("note.md", "Nothing happened.\n");
  const Ran ran = run_afterword({"stats", "--csv", folder.path().string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("reports,incidents,n,0\n"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("median"), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing
