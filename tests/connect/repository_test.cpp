#include "connect/repository.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "evidence/readers/readers.h"

namespace afterword {
namespace {

/// A repository made by git itself in a folder that goes away with it.
class MadeRepository {
 public:
  MadeRepository() : folder_(std::filesystem::temp_directory_path() / ("afterword-git-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    run("init -q -b main .");
  }
  ~MadeRepository() { std::filesystem::remove_all(folder_); }

  void commit(const std::string& file, const std::string& text, const std::string& message, const std::string& date) {
    std::ofstream(folder_ / file, std::ios::binary) << text;
    run("add -A");
    run("commit -q -m '" + message + "'", "GIT_AUTHOR_DATE='" + date + "' GIT_COMMITTER_DATE='" + date + "' ");
  }
  [[nodiscard]] std::string path() const { return folder_.string(); }

 private:
  void run(const std::string& command, const std::string& environment = "") {
    const std::string line =
        "cd '" + path() + "' && " + environment +
        "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git -c user.name='Noor Haddad' -c "
        "user.email=noor@example.org -c commit.gpgsign=false " +
        command + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(line.c_str()), 0) << line;
  }
  std::filesystem::path folder_;
};

std::string text_of(const NamedSource& source) {
  std::string text(source.bytes->size(), '\0');
  EXPECT_TRUE(source.bytes->read_at(0, text));
  return text;
}

Evidence read_back(const std::string& text) {
  const Recognised found = recognise_payload(text, "repository");
  Evidence evidence;
  if (found.reader == nullptr || found.reader->name != "git-log") return evidence;
  Input input;
  found.reader->read(text, {}, input, evidence);
  return evidence;
}

TEST(Repository, its_commits_come_with_files_and_differences) {
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  MadeRepository made;
  made.commit("old.txt", "old\n", "too old", "2026-01-01T09:00:00+01:00");
  made.commit("price.go", "cur := EUR\n", "basket: a price", "2026-03-10T09:00:00+01:00");
  made.commit("price.go", "cur := *profile.Currency\n", "basket: read the currency", "2026-03-14T09:55:10+01:00");
  EXPECT_TRUE(is_repository(made.path()));
  EXPECT_FALSE(is_repository(made.path() + "/.."));
  const auto source = read_repository(made.path(), {});
  ASSERT_TRUE(source) << source.error().message;
  const Evidence evidence = read_back(text_of(*source));
  ASSERT_EQ(evidence.changes.size(), 2u) << text_of(*source);
  EXPECT_EQ(evidence.changes[0].message, "basket: read the currency");
  EXPECT_EQ(evidence.changes[0].author, "Noor Haddad");
  EXPECT_EQ(evidence.changes[0].at, 1773478510 * one_second);
  EXPECT_EQ(evidence.changes[0].files, std::vector<std::string>{"price.go"});
  EXPECT_NE(evidence.changes[0].diff.find("\n-cur := EUR\n+cur := *profile.Currency\n"), std::string::npos);
  EXPECT_EQ(evidence.changes[0].id.size(), 40u);
}

TEST(Repository, too_many_commits_are_cut_and_said) {
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  MadeRepository made;
  for (int i = 0; i < 4; ++i)
    made.commit("a.txt", std::to_string(i), "step " + std::to_string(i),
                "2026-03-1" + std::to_string(i) + "T09:00:00Z");
  HistoryOptions options;
  options.commits_max = 1;
  options.until = 1773392400 * one_second;  // 2026-03-13T09:00:00Z
  const auto source = read_repository(made.path(), options);
  ASSERT_TRUE(source);
  const Evidence evidence = read_back(text_of(*source));
  ASSERT_EQ(evidence.changes.size(), 1u);
  EXPECT_EQ(evidence.changes[0].message, "step 3");
  ASSERT_EQ(evidence.notes.size(), 1u);
  EXPECT_EQ(evidence.notes[0].message, "3 older commits of the same time were left out");
}

TEST(Repository, a_folder_that_is_none_is_an_error) {
  const auto source = read_repository("/nowhere/at/all", {});
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().kind, ErrorKind::input);
}

}  // namespace
}  // namespace afterword
