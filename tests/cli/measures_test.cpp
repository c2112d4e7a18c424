// `afterword measures` and `measures done`, on the real program.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\nSeverity: SEV-2\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n"
    "- [ ] Alert on pool saturation (owner: Ana, due 2026-04-01)\n"
    "- [x] Document the runbook, with steps; and owners (owner: Bo)\n"
    "- Limit connections per tenant\n";

nlohmann::json board_of(const TestFolder& folder, const std::string& day = "2026-04-11") {
  const Ran ran = run_afterword({"measures", "--json", "--date", day, folder.path().string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  return nlohmann::json::parse(ran.out);
}

std::string id_of(const nlohmann::json& board, const std::string& words) {
  for (const auto& measure : board["measures"])
    if (measure["text"].get<std::string>().find(words) != std::string::npos) return measure["id"];
  return {};
}

TEST(MeasuresCommand, overdue_comes_first_then_open_then_done) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const auto board = board_of(folder);
  EXPECT_EQ(board["schema"], "afterword.measures/1");
  ASSERT_EQ(board["measures"].size(), 3U);
  const auto& late = board["measures"][0];
  EXPECT_EQ(late["text"], "Alert on pool saturation");
  EXPECT_EQ(late["kind"], "detect");
  EXPECT_EQ(late["state"], "overdue");
  EXPECT_EQ(late["late_days"], 10);
  EXPECT_EQ(late["age_days"], 28);
  EXPECT_EQ(late["due_origin"], "stated");
  const auto& open = board["measures"][1];
  EXPECT_EQ(open["due"], "2026-05-09") << "56 days for severity 2";
  EXPECT_EQ(open["due_origin"], "severity");
  EXPECT_EQ(open["strength"], "strong");
  EXPECT_EQ(board["measures"][2]["state"], "done");
  EXPECT_EQ(board["measures"][2]["strength"], "weak");
}

TEST(MeasuresCommand, filters_by_owner_and_by_what_is_overdue) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const Ran mine = run_afterword({"measures", "--owner", "@bo", "--date", "2026-04-11", folder.path().string()});
  EXPECT_NE(mine.out.find("1 measure: 0 overdue, 0 open, 1 done"), std::string::npos) << mine.out;
  const Ran late = run_afterword({"measures", "--overdue", "--date", "2026-04-11", folder.path().string()});
  EXPECT_NE(late.out.find("10 days late"), std::string::npos) << late.out;
  EXPECT_EQ(late.out.find("Limit connections"), std::string::npos) << late.out;
}

TEST(MeasuresCommand, done_changes_that_item_and_nothing_else) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const auto before = board_of(folder);
  for (const std::string words : {"Alert on pool", "Limit connections"}) {
    const Ran ran = run_afterword({"measures", "done", id_of(before, words), "--proof", "https://git.example/mr/12",
                                   "--date", "2026-04-10", folder.path().string()});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  std::string expected(report);
  const auto replace = [&](const std::string& from, const std::string& to) {
    expected.replace(expected.find(from), from.size(), to);
  };
  replace("- [ ] Alert on pool saturation (owner: Ana, due 2026-04-01)",
          "- [x] Alert on pool saturation (owner: Ana, due 2026-04-01) (done 2026-04-10, proof: "
          "https://git.example/mr/12)");
  replace("- Limit connections per tenant",
          "- [x] Limit connections per tenant (done 2026-04-10, proof: https://git.example/mr/12)");
  EXPECT_EQ(folder.read("checkout.md"), expected);
  const auto after = board_of(folder);
  EXPECT_EQ(id_of(after, "Alert on pool"), id_of(before, "Alert on pool"));
  EXPECT_EQ(id_of(after, "Limit connections"), id_of(before, "Limit connections"));
  for (const auto& measure : after["measures"]) EXPECT_EQ(measure["state"], "done");
  const Ran again = run_afterword({"measures", "done", id_of(before, "Alert on pool"), "--proof",
                                   "https://git.example/mr/13", folder.path().string()});
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.err.find("done already"), std::string::npos) << again.err;
  EXPECT_EQ(folder.read("checkout.md"), expected);
}

TEST(MeasuresCommand, what_is_no_proof_or_no_id_changes_nothing) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const std::string id = id_of(board_of(folder), "Alert on pool");
  for (const std::string proof : {"trust me", "https://", "https://git.example/a)b", "javascript:alert"}) {
    const Ran ran = run_afterword({"measures", "done", id, "--proof", proof, folder.path().string()});
    EXPECT_EQ(ran.code, 2) << proof;
  }
  EXPECT_EQ(run_afterword({"measures", "done", id, folder.path().string()}).code, 2);
  EXPECT_EQ(
      run_afterword({"measures", "done", "00000000", "--proof", "https://git.example/1", folder.path().string()}).code,
      2);
  EXPECT_EQ(folder.read("checkout.md"), report);
}

TEST(MeasuresCommand, one_id_in_two_files_asks_which) {
  TestFolder folder;
  folder.write("a/README.md", std::string(report));
  const std::string path = folder.write("b/README.md", std::string(report));
  const std::string id = id_of(board_of(folder), "Alert on pool");
  const std::string proof = "https://git.example/1";
  EXPECT_EQ(run_afterword({"measures", "done", id, "--proof", proof, folder.path().string()}).code, 2);
  EXPECT_EQ(run_afterword({"measures", "done", id, "--proof", proof, path}).code, 0);
  EXPECT_EQ(folder.read("a/README.md"), report);
  EXPECT_NE(folder.read("b/README.md"), report);
}

TEST(MeasuresCommand, the_beginning_of_an_id_is_enough_where_no_other_begins_so) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  const std::string id = id_of(board_of(folder), "Alert on pool");
  const auto mark = [&](const std::string& beginning) {
    return run_afterword({"measures", "done", beginning, "--proof", "https://x.example/1", "--date", "2026-04-11",
                          folder.path().string()});
  };
  const Ran ran = mark(id.substr(0, 7));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(folder.read("checkout.md").find("- [x] Alert on pool saturation"), std::string::npos);
  const Ran none = mark("");
  EXPECT_EQ(none.code, 2);
}

TEST(MeasuresCommand, the_beginning_of_several_ids_lists_them) {
  TestFolder folder;
  std::string many(report);
  for (int i = 0; i < 40; ++i) many += "- [ ] Alert on signal number " + std::to_string(i) + "\n";
  folder.write("checkout.md", many);
  const auto board = board_of(folder);
  std::map<char, std::vector<std::string>> by_letter;
  for (const auto& measure : board["measures"]) {
    const std::string id = measure["id"];
    by_letter[id[0]].push_back(id);
  }
  const auto several =
      std::find_if(by_letter.begin(), by_letter.end(), [](const auto& row) { return row.second.size() > 1; });
  ASSERT_NE(several, by_letter.end());
  const Ran ran = run_afterword(
      {"measures", "done", std::string(1, several->first), "--proof", "https://x.example/1", folder.path().string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("have an id that begins with"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("checkout.md:"), std::string::npos) << ran.err;
  EXPECT_EQ(folder.read("checkout.md"), many);
}

TEST(MeasuresCommand, a_folder_without_reports_is_the_wrong_folder_for_every_command_that_asks_an_archive) {
  TestFolder folder;
  const std::string path = folder.path().string(), site = path + "/site";
  const std::vector<std::vector<std::string>> all = {
      {"check", path},          {"measures", path}, {"stats", path},
      {"similar", path},        {"themes", path},   {"today", path},
      {"search", "pool", path}, {"remind", path},   {"build", path, "-o", site},
      {"stats", "--json", path}};
  for (const std::vector<std::string>& words : all) {
    const Ran ran = run_afterword(words);
    EXPECT_EQ(ran.code, 2) << words.front();
    EXPECT_EQ(ran.out, "") << words.front();
    EXPECT_NE(ran.err.find("help: name a f"), std::string::npos) << words.front() << ": " << ran.err;
  }
}

TEST(MeasuresCommand, line_ends_of_windows_stay) {
  TestFolder folder;
  std::string windows;
  for (const char c : report) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  folder.write("checkout.md", windows);
  const std::string id = id_of(board_of(folder), "Limit connections");
  const Ran ran = run_afterword(
      {"measures", "done", id, "--proof", "https://git.example/1", "--date", "2026-04-10", folder.path().string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(folder.read("checkout.md")
                  .ends_with("- [x] Limit connections per tenant (done 2026-04-10, proof: https://git.example/1)\r\n"));
}

TEST(MeasuresCommand, the_calendar_holds_what_is_not_done_in_folded_escaped_lines) {
  TestFolder folder;
  std::string text(report);
  text += "- [ ] Verhindere, dass Überlast; also zu viele gleichzeitige Anfragen, den Pool erschöpft und alle warten\n";
  folder.write("checkout.md", text);
  const Ran ran = run_afterword({"measures", "--ics", "--date", "2026-04-11", folder.path().string()});
  EXPECT_TRUE(ran.out.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(ran.out.ends_with("END:VCALENDAR\r\n"));
  std::size_t events = 0;
  std::string unfolded;
  for (std::size_t at = 0; at < ran.out.size();) {
    const std::size_t end = ran.out.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    const std::string line = ran.out.substr(at, end - at);
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_NE(static_cast<unsigned char>(line[line.starts_with(' ') ? 1 : 0]) & 0xC0U, 0x80U) << "split: " << line;
    events += line == "BEGIN:VEVENT";
    unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
    at = end + 2;
  }
  EXPECT_EQ(events, 3U);
  EXPECT_NE(unfolded.find("Verhindere\\, dass Überlast\\; also zu viele gleichzeitige Anfragen\\, den Pool"),
            std::string::npos)
      << unfolded;
  EXPECT_NE(unfolded.find("DTSTART;VALUE=DATE:20260401"), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing
