#include "workspace/cache_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace afterword {
namespace {

namespace fs = std::filesystem;

/// A folder with one below it, and what is kept of both.
class Look : public ::testing::Test {
 protected:
  Look() : root_(fs::temp_directory_path() / ("afterword-look-" + std::to_string(::getpid()))) {
    fs::create_directories(root_ / "reports/2026");
    fs::create_directories(root_ / "cache");
    write("reports/2026/a.md", "# A\n");
    write("cache/kept.db", "kept");
    for (const char* folder : {"reports", "reports/2026"}) {
      folders_.push_back((root_ / folder).string());
      fs::last_write_time(folders_.back(), fs::file_time_type::clock::now() - std::chrono::hours(1));
    }
  }
  ~Look() override { fs::remove_all(root_); }
  Look(const Look&) = delete;
  Look& operator=(const Look&) = delete;

  void write(const std::string& name, const std::string& bytes) const { std::ofstream(root_ / name) << bytes; }
  [[nodiscard]] std::string kept() const { return (root_ / "cache/kept.db").string(); }

  fs::path root_;
  std::vector<std::string> folders_;
};

TEST_F(Look, holds_for_a_while_where_nothing_came_or_went) {
  EXPECT_FALSE(was_just_looked_at(kept())) << "nobody looked yet";
  remember_look(kept(), folders_, clock_ns());
  EXPECT_TRUE(was_just_looked_at(kept()));
  remember_look(kept(), folders_, clock_ns() - 31'000'000'000);
  EXPECT_FALSE(was_just_looked_at(kept()));
}

TEST_F(Look, ends_when_a_file_comes_to_or_goes_from_a_folder_however_deep) {
  remember_look(kept(), folders_, clock_ns());
  write("reports/2026/b.md", "# B\n");
  EXPECT_FALSE(was_just_looked_at(kept()));
  fs::last_write_time(folders_.back(), fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_TRUE(was_just_looked_at(kept()));
  fs::remove(root_ / "reports/2026/b.md");
  EXPECT_FALSE(was_just_looked_at(kept()));
}

TEST_F(Look, ends_when_a_folder_goes) {
  remember_look(kept(), folders_, clock_ns());
  fs::remove_all(root_ / "reports/2026");
  EXPECT_FALSE(was_just_looked_at(kept()));
}

}  // namespace
}  // namespace afterword
