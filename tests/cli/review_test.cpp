// `afterword review` and `check --require-review`: the whole story, in real git repositories.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "run_program.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC (90 minutes).\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n- [ ] Alert on pool saturation (owner: Ana, due 2026-04-01)\n";

constexpr std::int64_t march_16_s = 1'773'619'200;  // 2026-03-16T00:00:00Z

/// A person's clone of a shared repository.
class Clone {
 public:
  static inline std::int64_t clock = 0;  ///< everybody's: each act is a second later

  Clone(const std::string& name, const std::filesystem::path& folder) : folder_(folder) {
    git({"config", "user.name", name});
    git({"config", "user.email", name + "@example.org"});
  }

  void git(const std::vector<std::string>& words) const {
    const Ran ran = run_program("git", words, options());
    EXPECT_EQ(ran.code, 0) << words.front() << ": " << ran.out << ran.err;
  }
  void commit(const std::string& words) const {
    git({"add", "--all"});
    git({"commit", "--quiet", "--message", words});
  }
  Ran afterword(const std::vector<std::string>& words) {
    RunOptions how = options();
    how.environment["SOURCE_DATE_EPOCH"] = std::to_string(march_16_s + ++clock);
    return run_afterword(words, how);
  }
  /// Succeeds, or fails the test.
  std::string done(const std::vector<std::string>& words) {
    const Ran ran = afterword(words);
    EXPECT_EQ(ran.code, 0) << words[1] << ": " << ran.err;
    return ran.out;
  }
  Ran gate(const std::string& day = "2026-03-17") {
    std::vector<std::string> words = {"check", "--require-review", "--date", day};
    for (const char* rule : {"reviewer-missing", "review-waiting", "review-overdue", "self-review", "approval-stale",
                             "comment-open", "changes-wanted", "review-unreadable"})
      words.insert(words.end(), {"--only", rule});
    words.emplace_back("checkout.md");
    return afterword(words);
  }

 private:
  [[nodiscard]] RunOptions options() const {
    RunOptions out;
    out.folder = folder_;
    out.environment = {{"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_MERGE_AUTOEDIT", "no"}};
    return out;
  }
  std::filesystem::path folder_;
};

std::vector<std::string> approval(std::vector<std::string> more = {}) {
  std::vector<std::string> out = {"review", "approve", "checkout.md"};
  for (const char* flag : {"--data", "--impact", "--causes", "--measures", "--shared"})
    out.insert(out.end(), {flag, "yes: read it"});
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ReviewCommand, comments_made_at_once_all_stay) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  RunOptions here;
  here.folder = folder.path();
  std::vector<std::jthread> people;
  for (const std::string who : {"ana", "ben", "cleo", "dan", "eve", "fay"})
    people.emplace_back([who, here] {
      EXPECT_EQ(run_afterword({"review", "comment", "checkout.md:1", "I am " + who, "--as", who}, here).code, 0) << who;
    });
  people.clear();
  const Ran status = run_afterword({"review", "status", "checkout.md"}, here);
  EXPECT_TRUE(holds(status.out, "6 open comments")) << status.out;
}

TEST(ReviewStory, two_reviewers_in_two_clones_open_the_gate_and_an_edit_closes_it) {
  if (!is_installed("git")) GTEST_SKIP() << "git is not installed";
  TestFolder folder;
  const auto at = [&folder](const char* name) { return folder.path() / name; };
  RunOptions here;
  here.folder = folder.path();
  ASSERT_EQ(run_program("git", {"init", "--quiet", "--bare", "--initial-branch=main", "shared"}, here).code, 0);
  ASSERT_EQ(run_program("git", {"clone", "--quiet", "shared", "ana"}, here).code, 0);
  Clone ana("ana", at("ana"));
  ana.git({"checkout", "--quiet", "-B", "main"});
  folder.write("ana/checkout.md", std::string(report));
  ana.commit("The checkout was down");

  EXPECT_EQ(ana.gate().code, 1);
  EXPECT_TRUE(holds(ana.gate().out, "nobody was asked")) << ana.gate().out;
  EXPECT_EQ(ana.afterword({"review", "request", "checkout.md", "--reviewer", "ana@example.org"}).code, 2);
  ana.done({"review", "request", "checkout.md", "--reviewer", "ben <ben@example.org>", "--reviewer", "cleo@example.org",
            "--deadline", "2026-03-20"});
  const Ran own = ana.afterword(approval());
  EXPECT_EQ(own.code, 2);
  EXPECT_TRUE(holds(own.err, "authors can't approve")) << own.err;
  EXPECT_TRUE(holds(ana.gate().out, "has not come yet; it is due by 2026-03-20")) << ana.gate().out;
  EXPECT_TRUE(holds(ana.gate("2026-03-22").out, "nobody reviewed this by 2026-03-20, 2 days ago"));
  ana.commit("Ask for a review");
  ana.git({"push", "--quiet", "origin", "main"});

  // Two reviewers work at the same time; their files merge without a conflict.
  for (const char* name : {"ben", "cleo"})
    ASSERT_EQ(run_program("git", {"clone", "--quiet", "--branch", "main", "shared", name}, here).code, 0);
  Clone ben("ben", at("ben")), cleo("cleo", at("cleo"));
  ben.done({"review", "comment", "checkout.md:7", "40 % of which users?"});
  ben.commit("A question");
  cleo.done(approval());
  cleo.commit("Fine");
  ben.git({"push", "--quiet", "origin", "main"});
  cleo.git({"pull", "--quiet", "--no-rebase"});
  EXPECT_FALSE(holds(folder.read("cleo/checkout.md.review"), "<<<<<<<"));
  cleo.git({"push", "--quiet", "origin", "main"});
  ana.git({"pull", "--quiet", "--no-rebase"});

  // The comment stands at its line after lines above it were added, and keeps the gate closed.
  const Ran open = ana.gate();
  EXPECT_EQ(open.code, 1);
  EXPECT_TRUE(holds(open.out, "checkout.md:7:1: warning[AW007] ben: 40 % of which users?")) << open.out;
  const auto status = nlohmann::json::parse(ana.done({"review", "status", "--json", "checkout.md"}));
  EXPECT_EQ(status["schema"], "afterword.review/1");
  EXPECT_EQ(status["reviews"][0]["state"], "approved");
  const std::string id = status["reviews"][0]["comments"][0]["id"];
  ana.done({"review", "comment", "checkout.md", "--reply", id, "Of those who paid by card."});
  ana.done({"review", "resolve", "checkout.md", id});
  EXPECT_EQ(ana.gate().code, 0) << ana.gate().out;

  // Ticking a measure off keeps the approval, an edit makes it stale, a second look opens the gate again.
  const auto board = nlohmann::json::parse(ana.done({"measures", "--json", "checkout.md"}));
  ana.done({"measures", "done", board["measures"][0]["id"], "--proof", "https://git.example/1", "checkout.md"});
  EXPECT_EQ(ana.gate().code, 0) << ana.gate().out;
  std::string text = folder.read("ana/checkout.md");
  const std::string ticked = text;
  text.replace(text.find("It was enlarged."), 16, "It was enlarged to 200.");
  folder.write("ana/checkout.md", text);
  const Ran stale = ana.gate();
  EXPECT_EQ(stale.code, 1);
  EXPECT_TRUE(holds(stale.out, "changed after cleo approved it")) << stale.out;
  EXPECT_TRUE(holds(ana.done({"review", "status", "checkout.md"}), "1 line added and 1 removed, in Root cause and"));
  ana.done({"review", "request", "checkout.md"});
  EXPECT_TRUE(holds(ana.gate().out, "has not come yet"));
  ana.commit("Say how large");
  ana.git({"push", "--quiet", "origin", "main"});
  cleo.git({"pull", "--quiet", "--no-rebase"});
  cleo.done(approval());
  EXPECT_EQ(cleo.gate().code, 0) << cleo.gate().out;
}

TEST(ReviewCommand, findings_of_a_review_inform_unless_it_is_required) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  EXPECT_FALSE(holds(run_afterword({"check", path}).out, "AW00")) << "silent without a review";
  EXPECT_EQ(run_afterword({"review", "request", path, "--as", "ana", "--reviewer", "ben"}).code, 0);
  EXPECT_EQ(run_afterword({"review", "changes", path, "deeper, please", "--as", "ben"}).code, 0);
  const Ran plain = run_afterword({"check", path, "--only", "changes-wanted"});
  EXPECT_EQ(plain.code, 0);
  EXPECT_TRUE(holds(plain.out, "info[AW008] ben wants changes: deeper, please")) << plain.out;
  const Ran gate = run_afterword({"check", path, "--only", "changes-wanted", "--require-review", "--format", "json"});
  EXPECT_EQ(gate.code, 1);
  EXPECT_TRUE(holds(gate.out, "changes-wanted")) << gate.out;
  EXPECT_EQ(run_afterword({"review", "withdraw", path, "--as", "ben"}).code, 0);
  EXPECT_EQ(run_afterword({"review", "withdraw", path, "--as", "ben"}).code, 2) << "nothing is left to take back";
  EXPECT_EQ(run_afterword({"review", "withdraw", path, "--as", "ana"}).code, 0);
}

TEST(ReviewCommand, what_can_not_be_done_writes_nothing) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  const std::vector<std::vector<std::string>> wrong = {
      {"review", "approve", path, "--as", "ben", "--data", "yes"},
      {"review", "approve", path, "--as", "ben", "--data", "maybe"},
      {"review", "approve", path, "--as", "ben", "--causes", "no"},
      {"review", "comment", path + ":999", "words", "--as", "ben"},
      {"review", "comment", path, "words", "--quote", "no such words", "--as", "ben"},
      {"review", "comment", path, "--as", "ben"},
      {"review", "comment", path, "words"},
      {"review", "resolve", path, "12345678", "--as", "ben"},
      {"review", "changes", path, "--as", "ben"},
      {"review", "request", path, "--as", "ana"},
      {"review", "request", path, "--as", "ana", "--reviewer", "ben", "--deadline", "2020-01-01"},
      {"review", "aprove", path},
      {"review", "request"}};
  for (const std::vector<std::string>& words : wrong) {
    const Ran ran = run_afterword(words);
    EXPECT_EQ(ran.code, 2) << words[1];
    EXPECT_TRUE(holds(ran.err, "help: ")) << ran.err;
  }
  EXPECT_TRUE(holds(run_afterword({"review", "aprove", path}).err, "write `approve`"));
  EXPECT_FALSE(std::filesystem::exists(path + ".review"));
}

TEST(ReviewCommand, asks_the_five_questions_on_a_terminal) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  RunOptions terminal;
  terminal.in_is_terminal = terminal.err_is_terminal = true;
  terminal.input = "yes\nno\nno the app's users are missing\nYes, deep\ny\nyes: told all\n";
  const Ran ran = run_afterword({"review", "approve", path, "--as", "ben"}, terminal);
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string status = run_afterword({"review", "status", path}).out;
  EXPECT_TRUE(holds(status, "no  impact complete: the app's users are missing")) << status << ran.err;
  EXPECT_TRUE(holds(status, "yes causes deep enough: deep")) << status;
}

TEST(ReviewCommand, a_folder_is_a_table_and_reports_without_a_review_are_in_it) {
  TestFolder folder;
  folder.write("a.md", std::string(report));
  folder.write("b.md", std::string(report));
  folder.write("README.md", "# How we write\n");
  RunOptions here;
  here.folder = folder.path();
  EXPECT_EQ(run_afterword({"review", "request", "b.md", "--as", "ana", "--reviewer", "ben"}, here).code, 0);
  const std::string table = run_afterword({"review", "status"}, here).out;
  EXPECT_TRUE(holds(table, "none        a.md  nobody was asked")) << table;
  EXPECT_TRUE(holds(table, "waiting     b.md  waiting for ben until")) << table;
  EXPECT_TRUE(holds(table, "2 reports: 1 waiting, 1 without a review")) << table;
}

}  // namespace
}  // namespace afterword::testing
