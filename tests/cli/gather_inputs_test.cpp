// `afterword gather` on inputs that are packed, rotated, hostile or gone; on the real program.
#include <gtest/gtest.h>

#include <filesystem>

#include "run_program.h"

namespace afterword::testing {
namespace {

std::string log_lines(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i)
    out += "2026-06-24T14:" + std::to_string(10 + i / 60) + ":" + (i % 60 < 10 ? "0" : "") + std::to_string(i % 60) +
           "Z web-1 cart[12]: took lock " + std::to_string(i) + "\n";
  return out;
}

/// Counts how often a text stands in another.
std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

TEST(GatherInputs, packed_and_rotated_logs_are_one_log_in_order) {
  if (!is_installed("tar") || !is_installed("gzip")) GTEST_SKIP() << "tar or gzip is not installed";
  const TestFolder folder;
  folder.write("logs/cart.log.2", log_lines(0, 50));
  folder.write("logs/cart.log.1", log_lines(50, 100));
  folder.write("logs/cart.log", log_lines(100, 150));
  RunOptions options;
  options.folder = folder.path();
  ASSERT_EQ(run_program("gzip", {"logs/cart.log.2"}, options).code, 0);
  const Ran ran = run_afterword({"gather", "--json", "logs"}, options);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_LT(ran.out.find("cart.log.2.gz"), ran.out.find("cart.log.1"));
  EXPECT_EQ(count(ran.out, "\"records\": 50"), 3u);
  ASSERT_EQ(run_program("tar", {"czf", "all.tar.gz", "logs"}, options).code, 0);
  const Ran packed = run_afterword({"gather", "--json", "all.tar.gz"}, options);
  EXPECT_EQ(count(packed.out, "\"records\": 50"), 3u);
  EXPECT_NE(packed.out.find("all.tar.gz!logs/cart.log.2.gz"), std::string::npos);
}

TEST(GatherInputs, logs_with_dates_in_their_names_are_of_one_service_and_come_in_order) {
  const TestFolder folder;
  folder.write("logs/cart.log-20260623", log_lines(0, 50));
  folder.write("logs/cart.log", log_lines(100, 150));
  folder.write("logs/pay-2026-06-23.log", log_lines(0, 50));
  folder.write("logs/pay-2026-06-24.log", log_lines(50, 90));
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_afterword({"gather", "--json", "logs"}, options);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_LT(ran.out.find("cart.log-20260623"), ran.out.find("\"logs/cart.log\""));
  EXPECT_LT(ran.out.find("pay-2026-06-23.log"), ran.out.find("pay-2026-06-24.log"));
}

TEST(GatherInputs, a_file_of_a_folder_that_cannot_be_read_is_told_and_the_others_are_read) {
  const TestFolder folder;
  folder.write("logs/cart.log", log_lines(0, 50));
  folder.write("elsewhere/pay.log", log_lines(0, 50));
  std::filesystem::create_symlink(folder.path() / "elsewhere/pay.log", folder.path() / "logs/pay.log");
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_afterword({"gather", "--json", "logs"}, options);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(count(ran.out, "\"records\": 50"), 1u);
  EXPECT_NE(ran.out.find("it is a link, and links in a folder are not followed"), std::string::npos) << ran.out;
  const Ran twice = run_afterword({"gather", "--json", "logs/cart.log", "logs", "elsewhere/../logs/cart.log"}, options);
  EXPECT_EQ(count(twice.out, "\"records\": 50"), 1u);
  const Ran named = run_afterword({"gather", "--json", "logs/pay.log"}, options);
  EXPECT_EQ(count(named.out, "\"records\": 50"), 1u);
}

TEST(GatherInputs, more_files_than_may_be_open_are_read) {
  const TestFolder folder;
  for (int i = 0; i < 60; ++i) folder.write("logs/host" + std::to_string(i) + ".log", log_lines(0, 2));
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_program("sh", {"-c", "ulimit -n 40; exec \"$0\" gather --json logs", AFTERWORD_PROGRAM}, options);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(count(ran.out, "\"records\": 2"), 60u);
}

TEST(GatherInputs, members_that_climb_and_links_write_nothing) {
  if (!is_installed("python3")) GTEST_SKIP() << "python3 is not installed";
  const TestFolder folder;
  folder.write("make.py",
               "import io, tarfile\n"
               "t = tarfile.open('bad.tar', 'w')\n"
               "i = tarfile.TarInfo('../../climbed.log'); i.size = 39; t.addfile(i, io.BytesIO(b'2026-06-24 14:39:00 "
               "climbed out of the\\n'))\n"
               "l = tarfile.TarInfo('link.log'); l.type = tarfile.SYMTYPE; l.linkname = '/etc/passwd'; t.addfile(l)\n"
               "t.close()\n");
  RunOptions options;
  options.folder = folder.path();
  ASSERT_EQ(run_program("python3", {"make.py"}, options).code, 0);
  const Ran ran = run_afterword({"gather", "--json", "bad.tar"}, options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find("root:"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder.path().parent_path().parent_path() / "climbed.log"));
}

TEST(GatherInputs, what_unpacks_without_end_is_stopped_with_a_note) {
  if (!is_installed("bzip2")) GTEST_SKIP() << "bzip2 is not installed";
  const TestFolder folder;
  RunOptions options;
  options.folder = folder.path();
  ASSERT_EQ(
      run_program("sh", {"-c", "head -c 400000000 /dev/zero | tr '\\0' '\\n' | bzip2 -1 > bomb.bz2"}, options).code, 0);
  RunOptions small = options;
  // Under sanitizers the address space itself is their shadow: there only what is said is tested.
  if (!sanitized) small.memory_max = 1'500'000'000;
  const Ran ran = run_afterword({"gather", "--json", "bomb.bz2"}, small);
  EXPECT_LE(ran.code, 1) << ran.err;
  EXPECT_NE(ran.out.find("bomb.bz2"), std::string::npos);
}

TEST(GatherInputs, a_line_of_a_gigabyte_takes_no_memory_and_is_told) {
  const TestFolder folder;
  folder.write("long.log", log_lines(0, 3));
  const auto path = folder.path() / "long.log";
  const std::uintmax_t hole = sanitized ? 64 << 20 : 1 << 30;  // takes no disk; sanitizers are slow
  std::filesystem::resize_file(path, std::filesystem::file_size(path) + hole);
  RunOptions options;
  options.folder = folder.path();
  if (!sanitized) options.memory_max = 1'000'000'000;
  const Ran ran = run_afterword({"gather", "--json", "long.log"}, options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"records\": 3"), std::string::npos) << ran.out.substr(0, 2000);
  EXPECT_NE(ran.out.find("are longer than 4 MB"), std::string::npos) << ran.out.substr(0, 2000);
}

TEST(GatherInputs, damaged_archives_and_missing_files_are_told) {
  const TestFolder folder;
  folder.write("cut.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b", 11));
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_afterword({"gather", "--json", "cut.gz"}, options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("unreadable"), std::string::npos);
  EXPECT_EQ(run_afterword({"gather", "/no/such/file.log"}).code, 2);
}

TEST(GatherInputs, templates_takes_headers_off_unless_lines_are_raw) {
  RunOptions options;
  options.input = log_lines(0, 20);
  EXPECT_EQ(run_afterword({"templates", "-"}, options).out, "20  took lock <*>\n");
  EXPECT_NE(run_afterword({"templates", "--raw-lines", "-"}, options).out.find("cart["), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing
