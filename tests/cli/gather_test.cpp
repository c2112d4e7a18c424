#include <gtest/gtest.h>

#include <fstream>

#include "cli/run_program.h"

namespace afterword::testing {
namespace {

namespace fs = std::filesystem;

void write_text(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string two_digits(int n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

/// Ten minutes of a small shop's log, the middle of them failing; a deploy, an alert and a chat.
void write_evidence(const fs::path& folder) {
  std::string log;
  for (int second = 0; second < 600; second += 2) {
    const bool failing = second >= 240 && second < 420;
    log += "2026-10-02T12:" + two_digits(second / 60) + ":" + two_digits(second % 60) + "Z " +
           (failing ? "ERROR shop: could not connect to database db-2 port 5433"
                    : "INFO shop: order " + std::to_string(second) + " stored") +
           "\n";
  }
  write_text(folder / "evidence/shop.log", log);
  write_text(
      folder / "evidence/deploys.json",
      R"([{"timestamp":"2026-10-02T12:03:58Z","service":"shop","commit_sha":"4f2a77c0de11223344556677889900aabbccddee","version":"v7","message":"use db-2 port 5433"}])");
  write_text(folder / "evidence/chat.txt",
             "[2026-10-02 12:05:10] ana: looks like the network, checking the switch\n"
             "[2026-10-02 12:06:00] ben: no, the network is fine\n"
             "[2026-10-02 12:06:30] ana: escalating to the database team\n");
}

struct Incident {
  TestFolder folder;
  Ran gather(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"gather", "evidence", "-o", "incident"};
    words.insert(words.end(), more.begin(), more.end());
    RunOptions options;
    options.folder = folder.path();
    return run_afterword(words, options);
  }
  Ran verify() {
    RunOptions options;
    options.folder = folder.path();
    return run_afterword({"verify", "incident/"}, options);
  }
};

TEST(Gather, writes_a_draft_whose_citations_are_proven) {
  Incident incident;
  write_evidence(incident.folder.path());
  const Ran ran = incident.gather();
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* name : {"postmortem.md", "draft.md", "gather.json", "evidence.html", "manifest.json"})
    EXPECT_TRUE(fs::exists(incident.folder.path() / "incident" / name)) << name;
  const std::string draft = read_text(incident.folder.path() / "incident/postmortem.md");
  EXPECT_NE(draft.find("“escalating to the database team”"), std::string::npos) << draft;
  const Ran proven = incident.verify();
  EXPECT_EQ(proven.code, 0) << proven.out << proven.err;
}

TEST(Verify, tells_which_record_is_not_the_one_that_was_cited) {
  Incident incident;
  write_evidence(incident.folder.path());
  ASSERT_EQ(incident.gather().code, 0);
  std::string log = read_text(incident.folder.path() / "evidence/shop.log");
  for (std::size_t at = log.find("ERROR"); at != std::string::npos; at = log.find("ERROR", at))
    log.replace(at, 5, "error");
  write_text(incident.folder.path() / "evidence/shop.log", log);
  const Ran broken = incident.verify();
  EXPECT_EQ(broken.code, 1) << broken.out;
  EXPECT_NE(broken.out.find("shop.log:"), std::string::npos) << broken.out;
  fs::remove(incident.folder.path() / "evidence/shop.log");
  EXPECT_NE(incident.verify().out.find("the input is not there any more"), std::string::npos);
}

TEST(Verify, says_what_is_wrong_with_a_folder_that_gather_did_not_write) {
  TestFolder folder;
  write_text(folder.path() / "manifest.json",
             R"({"schema":"afterword.manifest/1","inputs":[],"citations":[{"input":7}]})");
  const Ran ran = run_afterword({"verify", folder.path().string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("a citation names no input"), std::string::npos) << ran.err;
}

TEST(Gather, run_again_keeps_what_a_person_wrote) {
  Incident incident;
  write_evidence(incident.folder.path());
  ASSERT_EQ(incident.gather().code, 0);
  const fs::path report = incident.folder.path() / "incident/postmortem.md";
  std::string text = read_text(report);
  const std::string prompt = "[What set it off?]";
  ASSERT_NE(text.find(prompt), std::string::npos);
  text.replace(text.find(prompt), prompt.size(), "The deploy of noon named a database that was not there yet.");
  write_text(report, text);
  write_text(incident.folder.path() / "evidence/more.txt",
             "[2026-10-02 12:06:40] cleo: I am here\n[2026-10-02 12:06:50] cleo: rolling back the deploy of shop\n");
  ASSERT_EQ(incident.gather().code, 0);
  const std::string merged = read_text(report);
  EXPECT_NE(merged.find("named a database that was not there yet."), std::string::npos) << merged;
  EXPECT_NE(merged.find("[Proposed] cleo: “rolling back the deploy of shop”"), std::string::npos) << merged;
}

TEST(Gather, refuses_to_write_through_a_link_out_of_its_folder) {
  Incident incident;
  write_evidence(incident.folder.path());
  fs::create_directories(incident.folder.path() / "incident");
  write_text(incident.folder.path() / "elsewhere.html", "mine");
  fs::create_symlink("../elsewhere.html", incident.folder.path() / "incident/evidence.html");
  const Ran ran = incident.gather();
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("is a link"), std::string::npos) << ran.err;
  EXPECT_EQ(read_text(incident.folder.path() / "elsewhere.html"), "mine");
}

}  // namespace
}  // namespace afterword::testing
