// `afterword similar`, `themes` and `today`, on the real program.
#include <gtest/gtest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

std::string write_report(const std::string& title, const std::string& day, const std::string& cause,
                         const std::string& measures) {
  return "# " + title + "\n\n## Issue Summary\n\n**Duration:** " + day +
         ", 09:10 to 10:40 UTC.\n\n**Impact:** 40 % of users could not reach the site.\n\n**Root cause:** " + cause +
         "\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
         "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\n" +
         cause + " It was put right.\n\n## Corrective and preventative measures\n\n" + measures + "\n";
}

void fill(const TestFolder& folder) {
  folder.write("spring.md",
               write_report("Booking site unreachable", "2024-03-04",
                            "The TLS certificate expired because its renewal failed in silence.",
                            "- [ ] Alert before a certificate expires (owner: edge team, due 2024-04-01)"));
  folder.write("autumn.md", write_report("Partners met a warning", "2025-10-20",
                                         "The SSL certificate of the portal had expired; renewal failed.",
                                         "- [ ] Alert on certificates before they expire (owner: edge team)"));
  folder.write("disk.md", write_report("Ledger refused to write", "2024-07-15",
                                       "The disk of the database was full of logs that were never rotated.",
                                       "- [x] Rotate the logs (owner: data team)"));
}

TEST(SimilarCommand, tells_the_earlier_report_and_the_measure_that_was_never_done) {
  TestFolder folder;
  fill(folder);
  const Ran ran = run_afterword({"similar", (folder.path() / "autumn.md").string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("1 report of the same failure"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("overdue: Alert before a certificate expires"), std::string::npos) << ran.out;
}

TEST(SimilarCommand, the_archive_is_also_named_behind_the_report) {
  TestFolder folder;
  fill(folder);
  const std::string archive = folder.path().string(), report = (folder.path() / "autumn.md").string();
  EXPECT_EQ(run_afterword({"similar", report, archive}).out,
            run_afterword({"similar", report, "--archive", archive}).out);
  const Ran two = run_afterword({"similar", report, report});
  EXPECT_EQ(two.code, 2);
  EXPECT_NE(two.err.find("is no folder of an archive"), std::string::npos) << two.err;
}

TEST(SimilarCommand, json_is_one_document_that_leaves_the_report_itself_out) {
  TestFolder folder;
  fill(folder);
  const Ran ran =
      run_afterword({"similar", "--json", "--archive", folder.path().string(), (folder.path() / "spring.md").string()});
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["schema"], "afterword.similar/1");
  ASSERT_FALSE(json["matches"].empty());
  EXPECT_EQ(json["matches"][0]["verdict"], "same");
  EXPECT_EQ(json["matches"][0]["order"], "later");
  for (const auto& match : json["matches"])
    EXPECT_EQ(match["path"].get<std::string>().find("spring.md"), std::string::npos);
}

TEST(SimilarCommand, a_folder_tells_the_rate_of_repeats) {
  TestFolder folder;
  fill(folder);
  const Ran ran = run_afterword({"similar", folder.path().string()});
  EXPECT_NE(ran.out.find("1 of 3 reports are a failure that an earlier one had told of; 1 failure came back"),
            std::string::npos)
      << ran.out;
}

TEST(CheckCommand, tells_a_failure_that_came_back_where_an_archive_is_set) {
  TestFolder folder;
  fill(folder);
  folder.write(".afterword.toml", "archive = \".\"\n");
  const auto check = [&](const std::string& name) {
    return run_afterword({"check", "--only", "repeat-unmentioned", (folder.path() / name).string()});
  };
  const Ran again = check("autumn.md");
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.out.find("spring.md` of 2024-03-04 told of the same failure"), std::string::npos) << again.out;
  EXPECT_EQ(check("spring.md").code, 0) << "what came later is no earlier report";
  EXPECT_EQ(check("disk.md").code, 0);
}

TEST(RenderCommand, the_page_says_that_it_happened_before_but_not_to_the_public) {
  TestFolder folder;
  fill(folder);
  folder.write(".afterword.toml", "archive = \".\"\n");
  const std::string file = (folder.path() / "autumn.md").string();
  const Ran page = run_afterword({"render", file});
  EXPECT_NE(page.out.find("Not for the first time"), std::string::npos);
  EXPECT_NE(page.out.find("Booking site unreachable"), std::string::npos);
  const Ran open = run_afterword({"render", "--audience", "public", file});
  EXPECT_EQ(open.out.find("Booking site unreachable"), std::string::npos);
  const Ran first = run_afterword({"render", (folder.path() / "spring.md").string()});
  EXPECT_EQ(first.out.find("Not for the first time"), std::string::npos);
}

TEST(ThemesCommand, a_measure_that_two_ask_for_and_none_has) {
  TestFolder folder;
  fill(folder);
  const Ran ran = run_afterword({"themes", folder.path().string()});
  EXPECT_NE(ran.out.find("2 reports ask for it, none has it"), std::string::npos) << ran.out;
}

TEST(TodayCommand, remembers_and_reminds) {
  TestFolder folder;
  fill(folder);
  const Ran ran = run_afterword({"today", folder.path().string(), "--date", "2026-03-04"});
  EXPECT_NE(ran.out.find("2 years ago: Booking site unreachable"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("2 overdue"), std::string::npos) << ran.out;
  const Ran board = run_afterword({"measures", folder.path().string(), "--date", "2026-03-04"});
  EXPECT_NE(board.out.find("2 overdue"), std::string::npos) << board.out;
}

TEST(TodayCommand, a_day_that_is_none_is_an_error_of_usage) {
  const Ran ran = run_afterword({"today", ".", "--date", "2026-02-30"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("2026-02-30"), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing

namespace afterword::testing {
namespace {

TEST(SimilarCommand, a_large_archive_is_kept_and_what_changes_in_it_is_seen) {
  TestFolder archive, cache;
  RunOptions options;
  options.environment["XDG_CACHE_HOME"] = cache.path().string();
  const auto text = [](const std::string& service, const std::string& cause) {
    return "# " + service +
           " was down\n\n## Issue Summary\n\n**Duration:** 2024-03-14, 09:10 to 10:40 UTC.\n\n**Root cause:** " +
           cause + "\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n\n## Root cause and resolution\n\n" + cause +
           "\n";
  };
  for (int i = 0; i < 520; ++i)
    archive.write("note" + std::to_string(i) + ".md", "# Note " + std::to_string(i) + "\n\nNothing happened.\n");
  archive.write("earlier.md", text("Checkout", "The connection pool was exhausted by a leak."));
  const std::string asked = archive.write("new.md", text("Ledger", "The connection pool was exhausted by a leak."));
  const auto ask = [&] { return run_afterword({"similar", asked}, options); };
  const Ran first = ask();
  EXPECT_NE(first.out.find("earlier.md"), std::string::npos) << first.out << first.err;
  std::filesystem::path kept;
  for (const auto& entry : std::filesystem::directory_iterator(cache.path() / "afterword"))
    if (entry.path().extension() == ".db") kept = entry.path();
  ASSERT_FALSE(kept.empty());
  EXPECT_EQ(ask().out, first.out);
  std::filesystem::resize_file(kept, std::filesystem::file_size(kept) / 2);
  EXPECT_EQ(ask().out, first.out);
  archive.write("another.md", text("Mail", "The connection pool was exhausted by a leak."));
  std::filesystem::remove(archive.path() / "earlier.md");
  const Ran changed = ask();
  EXPECT_NE(changed.out.find("another.md"), std::string::npos) << changed.out;
  EXPECT_EQ(changed.out.find("earlier.md"), std::string::npos) << changed.out;
}

}  // namespace
}  // namespace afterword::testing
