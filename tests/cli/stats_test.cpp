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

/// Commands that a text shows, each as the words behind "afterword".
std::vector<std::vector<std::string>> commands_in(const std::string& text) {
  std::vector<std::vector<std::string>> out;
  constexpr std::string_view begin = "  afterword search '";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const std::size_t query = at + begin.size(), quote = text.find("' ", query), end = text.find('\n', query);
    out.push_back({"search", text.substr(query, quote - query), text.substr(quote + 2, end - quote - 2)});
  }
  return out;
}

TEST(StatsCommand, the_query_behind_each_figure_finds_as_many_reports_as_the_figure_counts) {
  TestFolder folder, cache;
  folder.write("checkout.md", std::string(report));
  std::string other(report);
  for (std::size_t at = other.find("2026-03-14"); at != std::string::npos; at = other.find("2026-03-14"))
    other.replace(at, 10, "2025-05-02");
  other.replace(other.find("40 % of users"), 13, "Many customers");
  folder.write("other.md", other);
  folder.write("note.md", "# A note\n\nThe pool is too small.\n\n- [ ] Alert on it\n");
  RunOptions options;
  options.environment["XDG_CACHE_HOME"] = cache.path().string();
  const std::string path = folder.path().string();
  const auto json = nlohmann::json::parse(run_afterword({"stats", "--json", "--date", "2026-04-01", path}).out);
  const auto matches = [&](const std::string& query) {
    const Ran ran = run_afterword({"search", "--json", query, path}, options);
    return ran.code == 0 ? nlohmann::json::parse(ran.out)["matches"].get<std::size_t>() : 9999;
  };
  EXPECT_EQ(matches(json["queries"]["reports"]), json["reports"]);
  for (const char* name : {"detect", "mitigate", "resolve", "impact"})
    EXPECT_EQ(matches(json[name]["query"]), json[name]["n"]) << name;
  for (const auto& [how, count] : json["detected_how"].items())
    EXPECT_EQ(matches(json["queries"]["detected_how " + how]), count) << how;
  for (const auto& cause : json["causes"]) EXPECT_EQ(matches(cause["query"]), cause["reports"]) << cause;
  std::size_t with_tasks = 0;
  for (const auto& age : json["completion"]) with_tasks += matches(age["query"]);
  EXPECT_EQ(with_tasks, matches("has:incident has:tasks"));
  const Ran ran = run_afterword({"stats", "--date", "2026-04-01", path});
  const auto commands = commands_in(ran.out);
  EXPECT_GE(commands.size(), 5U) << ran.out;
  for (const std::vector<std::string>& words : commands) {
    EXPECT_EQ(words.back(), path);
    EXPECT_NE(run_afterword(words, options).out.find("Checkout was down"), std::string::npos) << words[1];
  }
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
