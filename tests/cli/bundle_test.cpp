// `afterword bundle` and `verify BUNDLE`, on the real program.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "run_program.h"

namespace afterword::testing {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A folder with a report, a key and the file of trusted keys.
class Desk {
 public:
  Desk() {
    folder.write("report.md", "# Mail was stuck\n\nThe disk was full.\n");
    const Ran made = run({"bundle", "--new-key", "--key", "my.key"});
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_TRUE(made.out.starts_with("ed25519:")) << made.out;
    folder.write(".afterword.keys", "# ours\n" + made.out.substr(0, made.out.find('\n')) + " Ana Lima\n");
  }
  Ran run(const std::vector<std::string>& words) const {
    RunOptions here;
    here.folder = folder.path();
    return run_afterword(words, here);
  }
  std::string seal() const {
    const Ran sealed = run({"bundle", "report.md", "--key", "my.key"});
    EXPECT_EQ(sealed.code, 0) << sealed.err;
    return folder.read("report.bundle");
  }
  TestFolder folder;
};

TEST(BundleCommand, seals_and_proves_a_report_with_its_review) {
  const Desk desk;
  EXPECT_EQ(desk.run({"review", "request", "report.md", "--as", "ana", "--reviewer", "ben"}).code, 0);
  const std::string bundle = desk.seal();
  EXPECT_EQ(desk.seal(), bundle) << "the same to the byte";
  const Ran proven = desk.run({"verify", "report.bundle"});
  EXPECT_EQ(proven.code, 0) << proven.out << proven.err;
  EXPECT_TRUE(holds(proven.out, "report.bundle: sealed by Ana Lima and not changed since: report.md, waiting for ben"))
      << proven.out;
  EXPECT_EQ(desk.run({"verify", "report.bundle", "--extract", "out"}).code, 0);
  EXPECT_EQ(desk.folder.read("out/report.md"), desk.folder.read("report.md"));
  EXPECT_EQ(desk.folder.read("out/report.md.review"), desk.folder.read("report.md.review"));
  const Ran again = desk.run({"verify", "report.bundle", "--extract", "out"});
  EXPECT_EQ(again.code, 2);
  EXPECT_TRUE(holds(again.err, "is there already; nothing was written")) << again.err;
}

TEST(BundleCommand, the_key_is_for_nobody_else_and_is_never_written_over) {
  const Desk desk;
  const std::string path = (desk.folder.path() / "my.key").string();
  struct stat about{};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  const std::string before = desk.folder.read("my.key");
  EXPECT_EQ(desk.run({"bundle", "--new-key", "--key", "my.key"}).code, 2);
  EXPECT_EQ(desk.folder.read("my.key"), before);
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  const Ran open = desk.run({"bundle", "report.md", "--key", "my.key"});
  EXPECT_EQ(open.code, 2);
  EXPECT_TRUE(holds(open.err, "chmod 600")) << open.err;
  EXPECT_EQ(desk.run({"bundle", "report.md", "--key", "none.key"}).code, 2);
  EXPECT_EQ(desk.run({"bundle"}).code, 2);
}

TEST(BundleCommand, every_broken_seal_is_told_in_its_own_words) {
  const Desk desk;
  const std::string bundle = desk.seal();
  const auto verify = [&desk](const std::string& bytes) {
    desk.folder.write("x.bundle", bytes);
    return desk.run({"verify", "x.bundle"});
  };
  std::string changed = bundle;
  changed[changed.find("disk was full")] = 'D';
  EXPECT_EQ(verify(changed).code, 1);
  EXPECT_TRUE(holds(verify(changed).out, "x.bundle: report.md was changed after it was sealed")) << verify(changed).out;
  EXPECT_TRUE(holds(verify(bundle.substr(0, 1200)).out, "it ends in the middle"));
  EXPECT_TRUE(holds(verify(bundle.substr(0, bundle.size() - 512)).out, "its end is missing"));
  const Ran other = verify("# a report\n");
  EXPECT_EQ(other.code, 2);
  EXPECT_TRUE(holds(other.err, "it is no bundle")) << other.err;
  desk.folder.write(".afterword.keys", "# nobody\n");
  const Ran unknown = verify(bundle);
  EXPECT_EQ(unknown.code, 1);
  EXPECT_TRUE(holds(unknown.out, "signed by a key that is not trusted: ed25519:")) << unknown.out;
  std::string forged = bundle;
  const std::size_t at = forged.find("signature ") + 12;
  forged[at] = forged[at] == 'A' ? 'B' : 'A';
  EXPECT_TRUE(holds(verify(forged).out, "its signature is not good")) << verify(forged).out;
  desk.folder.write("report.md", "# Mail was stuck again\n");
  EXPECT_EQ(desk.run({"bundle", "report.md", "--key", "my.key"}).code, 2) << "another bundle is not written over";
  EXPECT_EQ(desk.folder.read("report.bundle"), bundle);
}

TEST(BundleCommand, tar_and_sha256sum_check_it_too) {
  if (!is_installed("tar") || !is_installed("sha256sum")) GTEST_SKIP() << "tar or sha256sum is not installed";
  const Desk desk;
  (void)desk.seal();
  RunOptions here;
  here.folder = desk.folder.path() / "out";
  std::filesystem::create_directory(here.folder);
  const Ran unpacked = run_program("tar", {"xf", "../report.bundle"}, here);
  EXPECT_EQ(unpacked.code, 0) << unpacked.err;
  const Ran sums = run_program("sha256sum", {"--check", "--strict", "SHA256SUMS"}, here);
  EXPECT_EQ(sums.code, 0) << sums.out << sums.err;
  EXPECT_EQ(sums.out, "report.md: OK\n");
}

}  // namespace
}  // namespace afterword::testing
