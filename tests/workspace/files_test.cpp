// Disk, walking, ignore lists, finding settings, and checking many files.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "workspace/check_files.h"
#include "workspace/find_settings.h"
#include "workspace/ignore.h"
#include "workspace/memory_disk.h"
#include "workspace/paths.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

TEST(Globs, match_as_in_gitignore) {
  struct Case {
    const char *pattern, *path;
    bool matches;
  };
  for (const Case& c : {Case{"*.md", "a.md", true},
                        {"*.md", "a/b.md", false},
                        {"a/*/c", "a/b/c", true},
                        {"a/*/c", "a/b/b/c", false},
                        {"a/**/c", "a/c", true},
                        {"a/**/c", "a/b/b/c", true},
                        {"**/c", "c", true},
                        {"**/c", "a/b/c", true},
                        {"**/c", "a/bc", false},
                        {"a/**", "a/b/c", true},
                        {"?.md", "a.md", true},
                        {"?.md", "ab.md", false},
                        {"[a-c].md", "b.md", true},
                        {"[!a-c].md", "b.md", false},
                        {"[!a-c].md", "d.md", true},
                        {"\\*.md", "*.md", true},
                        {"\\*.md", "a.md", false},
                        {"[", "[", true},
                        {"a*b*c", "aXbYc", true},
                        {"a*b*c", "aXbY", false},
                        {"*", "", true},
                        {"", "a", false},
                        {"a/**/b/**/c", "a/x/b/y/z/c", true},
                        {"a/**/b/*.md", "a/b/x/b/c.md", true}})
    EXPECT_EQ(matches_glob(c.pattern, c.path), c.matches) << c.pattern << " against " << c.path;
  EXPECT_FALSE(matches_glob("*a*a*a*a*a*a*a*a*a*a*b", std::string(20000, 'a'))) << "and ends soon";
}

TEST(IgnoreLists, the_last_pattern_that_matches_decides) {
  const IgnoreList list = IgnoreList::read("# note\n*.md\n!keep.md\n/top\nbuild/\ndocs/x\n", ".gitignore");
  EXPECT_EQ(list.ask("a/b.md", false), IgnoreList::Verdict::ignored);
  EXPECT_EQ(list.ask("a/keep.md", false), IgnoreList::Verdict::kept);
  EXPECT_EQ(list.ask("top", false), IgnoreList::Verdict::ignored);
  EXPECT_EQ(list.ask("a/top", false), IgnoreList::Verdict::undecided);
  EXPECT_EQ(list.ask("a/build", true), IgnoreList::Verdict::ignored);
  EXPECT_EQ(list.ask("a/build", false), IgnoreList::Verdict::undecided);
  EXPECT_EQ(list.ask("a/docs/x", false), IgnoreList::Verdict::undecided);
  EXPECT_EQ(list.why("a/b.md", false), ".gitignore:2");
}

TEST(Paths, are_normalized_by_their_letters) {
  EXPECT_EQ(normalize_path("./a//b/../c/"), "a/c");
  EXPECT_EQ(normalize_path("../a"), "../a");
  EXPECT_EQ(normalize_path("/.."), "/");
  EXPECT_EQ(normalize_path("."), ".");
  EXPECT_EQ(relative_path("/a", "/a/b"), "b");
  EXPECT_EQ(relative_path("/a", "/ab"), "/ab");
  EXPECT_EQ(show_path("a\nb\x1b[1m"), "a\\nb\\x1b[1m");
  EXPECT_EQ(uri_of_path("a b/ü.md"), "a%20b/%C3%BC.md");
}

WalkResult walk(const MemoryDisk& disk, const std::vector<std::string>& paths) {
  return find_files(disk, paths, {"/", true, true});
}

TEST(Walk, takes_markdown_in_order_of_names_and_leaves_out_what_is_ignored) {
  MemoryDisk disk;
  for (const char* path : {"/r/.git/HEAD", "/r/b.md", "/r/a/z.markdown", "/r/a/y.txt", "/r/a/README", "/r/.hidden/x.md",
                           "/r/out/x.md", "/r/c.MD"})
    disk.files[path] = "x";
  disk.files["/r/.gitignore"] = "out/\n";
  EXPECT_EQ(walk(disk, {"/r"}).files,
            (std::vector<std::string>{"/r/a/README", "/r/a/z.markdown", "/r/b.md", "/r/c.MD"}));
  EXPECT_EQ(walk(disk, {"/r/b.md", "/r", "/r/a/y.txt"}).files.size(), 5u) << "each once, named ones whatever they are";
  const WalkResult named = walk(disk, {"/r/out/x.md", "/r/nothing.md"});
  EXPECT_EQ(named.files.size(), 2u) << "a missing file is told when it is read";
}

TEST(Walk, a_gitignore_outside_a_repository_does_not_count) {
  MemoryDisk disk;
  disk.files = {{"/r/a.md", ""}, {"/r/.gitignore", "*"}};
  EXPECT_EQ(walk(disk, {"/r"}).files.size(), 1u);
  disk.files["/r/.git/HEAD"] = "";
  EXPECT_TRUE(walk(disk, {"/r"}).files.empty());
}

TEST(FindSettings, the_nearest_file_up_to_the_repository_s_root_holds) {
  MemoryDisk disk;
  disk.files = {{"/.afterword.toml", "language = \"xx\""},
                {"/r/.git/HEAD", ""},
                {"/r/a/.afterword.toml", "language = \"de\""},
                {"/u.toml", "language = \"fr\"\n[limits]\nmeasures = 2"}};
  SettingsFinder finder(disk, "/r", "/u.toml", {{"profile", "pagerduty", "--profile"}});
  const auto near = finder.settings_for_file("a/b/c/d.md");
  ASSERT_TRUE(near);
  EXPECT_EQ((*near)->rules.language, "de");
  EXPECT_EQ((*near)->rules.measures_max, 2u);
  EXPECT_EQ((*near)->profile, Profile::pagerduty);
  EXPECT_EQ((*near)->origin, "/r/a/.afterword.toml");
  const auto root = finder.settings_for_file("d.md");
  ASSERT_TRUE(root);
  EXPECT_EQ((*root)->rules.language, "fr") << "what lies above the repository does not count";
  disk.files["/r/w/.afterword.toml"] = "nonsense";
  EXPECT_FALSE(finder.settings_for_file("w/x.md"));
}

class SystemDisks : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "afterword-disk-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::filesystem::path folder_;
  SystemDisk disk_;
};

TEST_F(SystemDisks, replace_what_they_expect_and_nothing_else) {
  ASSERT_TRUE(disk_.write_file(path("a"), "one", Overwrite::no));
  ASSERT_EQ(::chmod(path("a").c_str(), 0604), 0);
  ASSERT_TRUE(disk_.replace_file(path("a"), "one", "two"));
  EXPECT_EQ(*disk_.read_file(path("a")), "two");
  const auto changed = disk_.replace_file(path("a"), "one", "three");
  ASSERT_FALSE(changed);
  EXPECT_NE(changed.error().message.find("changed on disk"), std::string::npos);
  EXPECT_EQ(*disk_.read_file(path("a")), "two");
  struct stat status{};
  ASSERT_EQ(::stat(path("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0604u);
}

TEST_F(SystemDisks, write_through_links_and_never_over_a_file_unasked) {
  ASSERT_TRUE(disk_.write_file(path("a"), "one", Overwrite::no));
  std::filesystem::create_symlink("a", folder_ / "link");
  ASSERT_TRUE(disk_.replace_file(path("link"), "one", "two"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
  EXPECT_EQ(*disk_.read_file(path("a")), "two");
  EXPECT_FALSE(disk_.write_file(path("a"), "x", Overwrite::no));
  EXPECT_FALSE(disk_.write_file(path("no/such/folder"), "x", Overwrite::yes));
  EXPECT_FALSE(disk_.write_file(folder_.string(), "x", Overwrite::yes));
  EXPECT_FALSE(disk_.read_file(folder_.string()));
  EXPECT_FALSE(disk_.read_file(path("nothing")));
}

TEST_F(SystemDisks, lose_nothing_of_writers_that_write_at_once) {
  ASSERT_TRUE(disk_.write_file(path("a"), "", Overwrite::no));
  std::atomic<std::size_t> written = 0;
  std::vector<std::jthread> writers;
  for (int i = 0; i < 8; ++i)
    writers.emplace_back([&] {
      SystemDisk disk;
      for (int round = 0; round < 20; ++round) {
        const std::string before = *disk.read_file(path("a"));
        if (disk.replace_file(path("a"), before, before + "x")) ++written;
      }
    });
  writers.clear();
  EXPECT_EQ(disk_.read_file(path("a"))->size(), written.load());
  EXPECT_GT(written.load(), 0u);
}

TEST_F(SystemDisks, list_folders_by_name_and_tell_links) {
  ASSERT_TRUE(disk_.write_file(path("b"), "", Overwrite::no));
  std::filesystem::create_directory(folder_ / "a");
  std::filesystem::create_directory_symlink("..", folder_ / "a" / "loop");
  const auto entries = disk_.list_folder(folder_.string());
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].name, "a");
  EXPECT_EQ((*entries)[0].kind, FileKind::folder);
  ASSERT_TRUE(disk_.write_file(path("a/x.md"), "", Overwrite::no));
  const WalkResult found = find_files(disk_, {folder_.string()}, {"/", true, true});
  EXPECT_EQ(found.files, std::vector<std::string>{path("a/x.md")}) << "a link that leads back is not followed";
}

TEST_F(SystemDisks, a_link_to_a_report_of_the_same_folder_is_no_second_report) {
  std::filesystem::create_directory(folder_ / "archive");
  std::filesystem::create_directory(folder_ / "archive/.data");
  for (const char* name : {"archive/one.md", "archive/.data/two.md", "elsewhere.md"})
    ASSERT_TRUE(disk_.write_file(path(name), "", Overwrite::no));
  std::filesystem::create_symlink("one.md", folder_ / "archive/latest.md");
  std::filesystem::create_symlink(".data/two.md", folder_ / "archive/two.md");
  std::filesystem::create_symlink("../elsewhere.md", folder_ / "archive/zero.md");
  const WalkResult found = find_files(disk_, {path("archive")}, {"/", true, true});
  EXPECT_EQ(found.files,
            (std::vector<std::string>{path("archive/one.md"), path("archive/two.md"), path("archive/zero.md")}));
  EXPECT_EQ(find_files(disk_, {path("archive/latest.md")}, {"/", true, true}).files.size(), 1u) << "it was named";
}

TEST(CheckFiles, come_in_order_from_any_number_of_threads_and_one_that_fails_stops_no_other) {
  MemoryDisk disk;
  CheckRequest request;
  const auto settings = std::make_shared<const Settings>();
  for (int i = 0; i < 500; ++i) {
    const std::string path = "f" + std::to_string(i) + ".md";
    disk.files[path] = "# x\n" + std::string(static_cast<std::size_t>(i % 3), '\n') + "<<<<<<< HEAD\n";
    request.jobs.push_back({path, settings, std::nullopt, path});
  }
  disk.unreadable["f7.md"] = "Permission denied";
  const auto report = make_short_report({});
  std::string first;
  for (unsigned threads : {1u, 2u, 8u}) {
    request.threads = threads;
    std::string out;
    std::size_t errors = 0;
    check_files(disk, request, *report, [&](const CheckJob& job, CheckedFile& file) {
      EXPECT_EQ(job.path, file.report.path);
      out += file.formatted;
      errors += file.report.errors.size();
    });
    EXPECT_EQ(errors, 1u);
    if (first.empty()) first = out;
    EXPECT_EQ(out, first);
    EXPECT_NE(out.find("f499.md:"), std::string::npos);
  }
}

TEST(CheckFiles, can_be_stopped) {
  MemoryDisk disk;
  CheckRequest request;
  request.threads = 4;
  const auto settings = std::make_shared<const Settings>();
  for (int i = 0; i < 500; ++i) request.jobs.push_back({"f.md", settings, std::string("# x\n"), "f.md"});
  const auto report = make_short_report({});
  std::atomic<bool> stop{false};
  std::size_t taken = 0;
  check_files(disk, request, *report, [&](const CheckJob&, CheckedFile&) { stop = ++taken == 10; }, nullptr, &stop);
  EXPECT_EQ(taken, 10u);
}

TEST(MemoryDisks, can_be_full) {
  MemoryDisk disk;
  disk.full = true;
  EXPECT_FALSE(disk.write_file("a", "x", Overwrite::yes));
  disk.full = false;
  EXPECT_TRUE(disk.write_file("a", "x", Overwrite::no));
  EXPECT_FALSE(disk.write_file("a", "x", Overwrite::no));
  EXPECT_FALSE(disk.replace_file("a", "y", "z"));
}

}  // namespace
}  // namespace afterword
