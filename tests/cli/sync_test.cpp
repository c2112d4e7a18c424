// `afterword measures sync`, the real program against a stand-in of each tracker: the same behaviour is asked of all
// five.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run_program.h"
#include "stand_in/tracker.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\nSeverity: SEV-2\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n"
    "- [ ] Alert on pool saturation (owner: Ana, due 2026-04-01)\n"
    "- [x] Document the runbook (owner: Bo)\n"
    "- Limit connections per tenant\n"
    "- [ ] Test the failover of the database, as in [the guide](https://docs.example.com/failover) (owner: @bo)\n"
    "- [ ] Roll back by a switch (2026-05-01)\n"
    "- [ ] Rotate the *old* certificates (owner: Cy)\n";

class Sync : public ::testing::TestWithParam<const char*> {
 protected:
  Sync() : tracker_(GetParam()), server_([this](const ServedRequest& request) { return tracker_.answer(request); }) {
    tracker_.base = server_.address();
    write_settings(tracker_.project());
    folder_.write("checkout.md", std::string(report));
  }
  void write_settings(const std::string& project) {
    folder_.write(".afterword.toml", "[tracker]\nkind = \"" + std::string(GetParam()) + "\"\nproject = \"" + project +
                                         "\"\naddress = \"" + server_.address() + "\"\n");
  }
  Ran sync(std::vector<std::string> more = {}, const std::string& token = "right") {
    std::vector<std::string> words = {"measures", "sync", folder_.path().string()};
    words.insert(words.end(), more.begin(), more.end());
    RunOptions options;
    options.folder = folder_.path();
    if (!token.empty())
      options.environment["AFTERWORD_TOKENS"] =
          server_.address().substr(7) + " " + (token == "right" ? tracker_.token() : token);
    const Ran ran = run_afterword(words, options);
    EXPECT_EQ((ran.out + ran.err).find("s3cret"), std::string::npos) << "a token is printed: " << ran.out << ran.err;
    return ran;
  }
  std::size_t writes() const {
    std::size_t out = 0;
    for (const ServedRequest& request : tracker_.requests)
      out += request.method != "GET" &&
             (GetParam() != std::string("linear") || request.body.find("mutation") != std::string::npos);
    return out;
  }
  /// What the program reads back as the tracker of the measure that holds `words`.
  nlohmann::json measure(const std::string& words) {
    const Ran ran = run_afterword({"measures", "--json", "--date", "2026-04-11", folder_.path().string()});
    const auto board = nlohmann::json::parse(ran.out);
    for (const auto& each : board["measures"])
      if (each["text"].get<std::string>().find(words) != std::string::npos) return each;
    return {};
  }

  StandInTracker tracker_;
  HttpServer server_;
  TestFolder folder_;
};

TEST_P(Sync, each_open_task_becomes_an_issue_and_its_link_is_read_back) {
  const auto before = measure("Alert on pool");
  const Ran ran = sync();
  EXPECT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_NE(ran.out.find("5 created, 1 unchanged"), std::string::npos) << ran.out;
  ASSERT_EQ(tracker_.issues.size(), 5U);
  EXPECT_EQ(tracker_.issues[0].title, "Alert on pool saturation");
  EXPECT_NE(tracker_.issues[0].text.find("Ana"), std::string::npos);
  EXPECT_NE(tracker_.issues[0].text.find("checkout.md"), std::string::npos);
  EXPECT_EQ(tracker_.issues[0].text.find(folder_.path().string()), std::string::npos) << "a folder of this machine";
  if (GetParam() == std::string("gitlab") || GetParam() == std::string("linear")) {
    EXPECT_EQ(tracker_.issues[0].due, "2026-04-01");
  }
  const auto after = measure("Alert on pool");
  EXPECT_EQ(after["tracker"], tracker_.url_of(1));
  EXPECT_EQ(after["id"], before["id"]);
  EXPECT_EQ(after["due"], "2026-04-01");
  EXPECT_EQ(measure("Test the failover")["tracker"], tracker_.url_of(3)) << "not the guide's";
  EXPECT_EQ(measure("Roll back")["due"], "2026-05-01") << "a date in brackets stays the last";
  std::string expected(report);
  const auto put = [&](const std::string& behind, int number, const std::string& before_text = "") {
    const std::string link = "([" + tracker_.key_of(number) + "](" + tracker_.url_of(number) + "))";
    expected.insert(expected.find(behind) + behind.size(), before_text.empty() ? " " + link : link + before_text);
  };
  put("due 2026-04-01)", 1);
  put("connections per tenant", 2);
  put("(owner: @bo)", 3);
  put("by a switch ", 4, " ");
  put("(owner: Cy)", 5);
  EXPECT_EQ(folder_.read("checkout.md"), expected);
}

TEST_P(Sync, a_second_run_writes_nothing_anywhere) {
  EXPECT_EQ(sync().code, 0);
  const std::string text = folder_.read("checkout.md");
  const std::size_t before = writes();
  const Ran ran = sync();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "6 unchanged\n");
  EXPECT_EQ(writes(), before);
  EXPECT_EQ(folder_.read("checkout.md"), text);
}

TEST_P(Sync, what_is_closed_is_done_and_what_is_opened_again_is_open) {
  EXPECT_EQ(sync().code, 0);
  const std::string open = folder_.read("checkout.md");
  tracker_.close(1, "2026-04-10T08:00:00Z");
  tracker_.close(2, "2026-04-12T23:59:59Z");
  const Ran ran = sync();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("2 done, 4 unchanged"), std::string::npos) << ran.out;
  const auto done = measure("Alert on pool");
  EXPECT_EQ(done["state"], "done");
  EXPECT_EQ(done["done_on"], "2026-04-10");
  EXPECT_EQ(done["proof"], tracker_.url_of(1));
  EXPECT_EQ(done["tracker"], tracker_.url_of(1));
  EXPECT_EQ(sync().out, "6 unchanged\n");
  tracker_.reopen(1);
  const Ran again = sync();
  EXPECT_NE(again.out.find("1 reopened"), std::string::npos) << again.out;
  EXPECT_EQ(measure("Alert on pool")["done_on"], nullptr);
  EXPECT_NE(measure("Alert on pool")["state"], "done");
  tracker_.reopen(2);
  EXPECT_EQ(sync().code, 0);
  std::string expected = open;
  expected.replace(expected.find("- Limit"), 2, "- [ ] ");  // an item without a box has one now
  EXPECT_EQ(folder_.read("checkout.md"), expected);
}

TEST_P(Sync, closed_without_being_done_is_told_and_left_to_a_person) {
  EXPECT_EQ(sync().code, 0);
  const std::string text = folder_.read("checkout.md");
  tracker_.close(1, "2026-04-10T08:00:00Z", StandInTracker::Issue::State::dropped);
  const Ran ran = sync();
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("closed without being done"), std::string::npos) << ran.out;
  EXPECT_EQ(folder_.read("checkout.md"), text);
}

TEST_P(Sync, an_issue_that_was_made_before_the_connection_broke_is_not_made_again) {
  tracker_.faults.push_back({GetParam() == std::string("linear") ? "mutation" : "POST", {0, {}, {}}, true});
  const Ran ran = sync();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(tracker_.issues.size(), 5U);
  // The program ends before it has written the link: the next run finds the issue by its marker.
  folder_.write("checkout.md", std::string(report));
  const Ran again = sync();
  EXPECT_NE(again.out.find("5 linked"), std::string::npos) << again.out;
  EXPECT_EQ(tracker_.issues.size(), 5U);
}

TEST_P(Sync, a_dry_run_prints_what_is_then_sent_and_sends_nothing) {
  const Ran plan = sync({"--dry-run"}, "");
  EXPECT_EQ(plan.code, 0) << plan.err;
  EXPECT_TRUE(tracker_.requests.empty());
  EXPECT_EQ(folder_.read("checkout.md"), report);
  const auto json = nlohmann::json::parse(sync({"--dry-run", "--json"}, "").out);
  EXPECT_EQ(json["schema"], "afterword.sync/1");
  ASSERT_EQ(json["requests"].size(), 5U);
  EXPECT_EQ(sync().code, 0);
  std::vector<std::string> sent;
  for (const ServedRequest& request : tracker_.requests)
    if (request.method == "POST" &&
        (GetParam() != std::string("linear") || request.body.find("mutation") != std::string::npos))
      sent.push_back(request.body);
  if (std::string(GetParam()).starts_with("jira"))  // this project lets nobody set a day, so it was asked again without
    std::erase_if(sent, [](const std::string& body) { return body.find("duedate") != std::string::npos; });
  ASSERT_EQ(sent.size(), 5U);
  for (std::size_t i = 0; i < sent.size(); ++i) {
    std::string body = json["requests"][i]["body"];
    if (GetParam() == std::string("linear")) body.replace(body.find("(the id of team OPS)"), 20, "team-1");
    if (std::string(GetParam()).starts_with("jira") && body.find("duedate") != std::string::npos) continue;
    EXPECT_EQ(body, sent[i]);
    EXPECT_NE(plan.out.find(json["requests"][i]["body"].get<std::string>()), std::string::npos);
  }
}

TEST_P(Sync, a_wrong_token_a_missing_one_and_a_wrong_project_say_what_to_do_and_change_nothing) {
  const Ran wrong = sync({}, "wr0ng");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("does not accept the token"), std::string::npos) << wrong.err;
  EXPECT_NE(wrong.err.find("tokens"), std::string::npos) << wrong.err;
  EXPECT_EQ(wrong.err.find("wr0ng"), std::string::npos) << wrong.err;
  const Ran none = sync({}, "");
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("no token for 127.0.0.1"), std::string::npos) << none.err;
  write_settings(GetParam() == std::string("github")   ? "acme/none"
                 : GetParam() == std::string("gitlab") ? "acme/none"
                                                       : "NO");
  const Ran strange = sync();
  EXPECT_EQ(strange.code, 2);
  EXPECT_NE(strange.err.find("NO"), strange.err.find("acme/none")) << strange.err;
  EXPECT_EQ(folder_.read("checkout.md"), report);
  EXPECT_TRUE(tracker_.issues.empty());
}

TEST_P(Sync, reports_of_one_name_that_ask_for_the_same_have_issues_of_their_own) {
  folder_.write("a/README.md", std::string(report));
  folder_.write("b/README.md", std::string(report));
  EXPECT_EQ(sync().code, 0);
  EXPECT_EQ(tracker_.issues.size(), 15U);
  for (const char* name : {"a/README.md", "b/README.md", "checkout.md"}) folder_.write(name, std::string(report));
  const Ran again = sync();
  EXPECT_NE(again.out.find("15 linked"), std::string::npos) << again.out;
  EXPECT_EQ(tracker_.issues.size(), 15U);
}

INSTANTIATE_TEST_SUITE_P(Trackers, Sync, ::testing::Values("github", "gitlab", "jira", "jira-server", "linear"),
                         [](const auto& tracker) {
                           std::string name = tracker.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(SyncCommand, settings_that_hold_a_token_are_refused) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  folder.write(".afterword.toml", "[tracker]\nkind = \"github\"\nproject = \"a/b\"\ntoken = \"s3cret\"\n");
  const Ran ran = run_afterword({"measures", "sync", "--dry-run", folder.path().string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("settings hold no secrets"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find("s3cret"), std::string::npos) << ran.err;
}

TEST(SyncCommand, a_token_is_bound_to_its_host_and_never_sent_in_the_clear) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  folder.write(".afterword.toml",
               "[tracker]\nkind = \"github\"\nproject = \"a/b\"\naddress = \"http://tracker.invalid\"\n");
  RunOptions options;
  options.environment["AFTERWORD_TOKENS"] = "api.github.com s3cret";
  const Ran other = run_afterword({"measures", "sync", folder.path().string()}, options);
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("no token for tracker.invalid"), std::string::npos) << other.err;
  EXPECT_EQ(other.out, "");
  options.environment["AFTERWORD_TOKENS"] = "tracker.invalid s3cret";
  const Ran clear = run_afterword({"measures", "sync", folder.path().string()}, options);
  EXPECT_EQ(clear.code, 2);
  EXPECT_NE(clear.err.find("https://"), std::string::npos) << clear.err;
}

}  // namespace
}  // namespace afterword::testing
