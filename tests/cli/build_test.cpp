// `afterword build`, on the real program.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "run_program.h"

namespace afterword::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view report =
    "# Checkout was down\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: A monitoring alert fires: the outage is detected.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n- [ ] Alert on pool saturation\n";

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(BuildCommand, without_a_folder_to_write_to_it_says_what_to_type) {
  const Ran ran = run_afterword({"build", "."});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("afterword build DIR -o site"), std::string::npos) << ran.err;
}

TEST(BuildCommand, a_site_inside_the_folder_of_reports_is_no_source_of_the_next_one) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  RunOptions here;
  here.folder = folder.path();
  const std::vector<std::string> words = {"build", "-o", "site", "--date", "2026-04-01"};
  const Ran first = run_afterword(words, here);
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("1 report;"), std::string::npos) << first.out;
  const Ran second = run_afterword(words, here);
  EXPECT_NE(second.out.find("1 report; 0 files written"), std::string::npos) << second.out;
  const Ran check = run_afterword({"check", "--format", "json", "--exit-zero", "."}, here);
  EXPECT_EQ(check.out.find("site/p/"), std::string::npos);
}

TEST(BuildCommand, each_picture_is_a_png_and_each_page_links_to_what_exists) {
  TestFolder folder;
  folder.write("reports/checkout.md", std::string(report));
  const fs::path site = folder.path() / "site";
  ASSERT_EQ(run_afterword({"build", (folder.path() / "reports").string(), "-o", site.string()}).code, 0);
  EXPECT_TRUE(bytes_of(site / "p/checkout.png").starts_with("\x89PNG\r\n"));
  int links = 0;
  for (const auto& entry : fs::recursive_directory_iterator(site)) {
    if (entry.path().extension() != ".html") continue;
    const std::string page = bytes_of(entry.path());
    for (std::size_t at = page.find("href=\""); at != std::string::npos; at = page.find("href=\"", at + 6)) {
      std::string target = page.substr(at + 6, page.find('"', at + 6) - at - 6);
      target.resize(std::min(target.find('#'), target.size()));
      if (target.empty() || target.starts_with("data:")) continue;
      EXPECT_TRUE(fs::exists(entry.path().parent_path() / target)) << entry.path() << " leads to " << target;
      ++links;
    }
  }
  EXPECT_GT(links, 50);
}

/// An archive with something for each kind of page.
void write_archive(const TestFolder& folder) {
  folder.write("reports/checkout.md", "---\nteam: payments\nservice: checkout\n---\n\n" + std::string(report) +
                                          "- [ ] Try it (owner: Ana)\n- [x] Enlarge the pool (done 2026-03-20)\n");
  std::string again(report);
  again.replace(again.find("2026-03-14"), 10, "2026-05-02");
  again +=
      "\n## Appendix\n\n<details markdown>\n\n<summary>\n\nThe ticket\n\n</summary>\n\nIt was [told](checkout.md).\n\n"
      "</details>\n\n<details>No words above</details>\n\n[A profile](/people/9) and <a href=\"plan.md\">a "
      "plan</a>.\n\n"
      "![The pool](pool.png)\n\n| Pool | Size |\n|---|---|\n| checkout | 20 |\n| search | 40 |\n";
  folder.write("reports/again.md", again);
  folder.write("reports/pool.png",
               std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
                           "\0\0\0\nIDATx\x9c"
                           "c\0\1\0\0\5\0\1\r\n-\xb4\0\0\0\0IEND\xae"
                           "B`\x82",
                           67));
}

TEST(BuildCommand, a_browser_a_reader_of_feeds_and_a_crawler_find_no_fault_on_any_kind_of_page) {
  TestFolder folder;
  write_archive(folder);
  const fs::path site = folder.path() / "site";
  const std::string url = "https://postmortems.example.org/archive";
  ASSERT_EQ(run_afterword({"build", (folder.path() / "reports").string(), "-o", site.string(), "--url", url}).code, 0);
  if (!is_installed("node")) GTEST_SKIP() << "node is not installed";
  const Ran ran = run_program(
      "node", {std::string(AFTERWORD_SOURCE_DIR) + "/tests/web/site.mjs", site.string(), url + "/"}, RunOptions());
  if (ran.code == 77) GTEST_SKIP() << ran.out;
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST(BuildCommand, a_browser_that_opens_the_site_from_a_folder_finds_no_fault) {
  TestFolder folder;
  write_archive(folder);
  const fs::path site = folder.path() / "site";
  ASSERT_EQ(run_afterword({"build", (folder.path() / "reports").string(), "-o", site.string()}).code, 0);
  std::vector<std::string> words = {std::string(AFTERWORD_SOURCE_DIR) + "/tests/web/look.mjs", "--site", site.string()};
  for (const std::string page : {"index", "search", "statistics", "p/again"})
    words.push_back((site / (page + ".html")).string());
  if (!is_installed("node")) GTEST_SKIP() << "node is not installed";
  RunOptions options;
  const Ran ran = run_program("node", words, options);
  if (ran.code == 77) GTEST_SKIP() << ran.out;
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

/// The program at work in the background, its standard output in our hand.
class Background {
 public:
  explicit Background(const std::vector<std::string>& words) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      std::vector<char*> arguments = {const_cast<char*>(AFTERWORD_PROGRAM)};
      for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      ::execv(AFTERWORD_PROGRAM, arguments.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ends[0];
  }
  ~Background() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    ::close(out_);
  }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  [[nodiscard]] std::string read_until(std::string_view end) const { return read_from(out_, end); }

  static std::string read_from(int descriptor, std::string_view end) {
    std::string out;
    char buffer[4096];
    while (out.find(end) == std::string::npos) {
      const ssize_t size = ::read(descriptor, buffer, sizeof buffer);
      if (size <= 0) break;
      out.append(buffer, static_cast<std::size_t>(size));
    }
    return out;
  }

 private:
  pid_t child_ = -1;
  int out_ = -1;
};

int connect_to(int port) {
  const int out = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  EXPECT_EQ(::connect(out, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  return out;
}

std::string ask(int port, const std::string& path, const std::string& host = "127.0.0.1") {
  const int descriptor = connect_to(port);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  EXPECT_EQ(::write(descriptor, request.data(), request.size()), static_cast<ssize_t>(request.size()));
  const std::string out = Background::read_from(descriptor, "no answer ends with this");
  ::close(descriptor);
  return out;
}

TEST(BuildCommand, while_it_watches_a_change_is_built_and_open_pages_are_told) {
  TestFolder folder;
  folder.write("reports/checkout.md", std::string(report));
  const fs::path site = folder.path() / "site";
  const Background watch(
      {"build", (folder.path() / "reports").string(), "-o", site.string(), "--watch", "--port", "0"});
  const std::string said = watch.read_until("Ctrl-C ends\n");
  const std::size_t at = said.find("http://127.0.0.1:");
  ASSERT_NE(at, std::string::npos) << said;
  const int port = std::stoi(said.substr(at + 17));
  const std::string page = ask(port, "/p/checkout.html");
  EXPECT_NE(page.find("new EventSource"), std::string::npos);
  EXPECT_EQ(bytes_of(site / "p/checkout.html").find("<script"), std::string::npos);
  EXPECT_NE(ask(port, "/../reports/checkout.md").find("404"), std::string::npos);
  EXPECT_NE(ask(port, "/.afterword-site").find("404"), std::string::npos);
  EXPECT_NE(ask(port, "/", "evil.example").find("403"), std::string::npos);
  const int listener = connect_to(port);
  const std::string request = "GET /_changes HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_EQ(::write(listener, request.data(), request.size()), static_cast<ssize_t>(request.size()));
  ASSERT_NE(Background::read_from(listener, "retry: 500\n\n").find("text/event-stream"), std::string::npos);
  folder.write("reports/checkout.md", std::string(report) + "\nNobody was paged.\n");
  EXPECT_NE(Background::read_from(listener, "data: changed\n\n").find("changed"), std::string::npos);
  ::close(listener);
  EXPECT_NE(bytes_of(site / "p/checkout.html").find("Nobody was paged"), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing
