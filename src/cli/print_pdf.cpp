#include "cli/print_pdf.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/door.h"
#include "workspace/paths.h"

extern char** environ;

namespace afterword {
namespace {

/// The first of some programs that is on the search path, or empty.
std::string find_program(std::initializer_list<std::string_view> names) {
  const std::string folders = Door::variable("PATH").value_or("/usr/bin:/bin");
  for (std::string_view name : names) {
    for (std::size_t at = 0; at <= folders.size();) {
      const std::size_t end = std::min(folders.find(':', at), folders.size());
      const std::string path = join_path(std::string_view(folders).substr(at, end - at), name);
      if (::access(path.c_str(), X_OK) == 0) return path;
      at = end + 1;
    }
  }
  return {};
}

/// A new folder that is removed with what is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ = Door::variable("TMPDIR").value_or("/tmp") + "/afterword-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~TemporaryFolder() {
    if (path_.empty()) return;
    std::string program = "rm", flags = "-rf", end = "--";
    char* words[] = {program.data(), flags.data(), end.data(), path_.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawnp(&child, "rm", nullptr, nullptr, words, environ) == 0) ::waitpid(child, nullptr, 0);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Runs a program silently; whether it ended well within a minute.
bool run_program(std::vector<std::string> words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, pointers.front(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  constexpr int waits_max = 600, wait_ms = 100;
  for (int i = 0; i < waits_max; ++i) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    ::poll(nullptr, 0, wait_ms);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return false;
}

}  // namespace

Result<std::string> print_pdf(Disk& disk, const std::string& html) {
  const std::string program = find_program({"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"});
  if (program.empty())
    return std::unexpected(Error{ErrorKind::missing,
                                 "PDF needs Chromium, which is not on the search path",
                                 {},
                                 "install chromium, or write HTML and print it from a browser"});
  const TemporaryFolder folder;
  const std::string page = folder.path() + "/page.html", pdf = folder.path() + "/page.pdf";
  if (folder.path().empty())
    return std::unexpected(Error{
        ErrorKind::output, std::string("can't make a temporary folder: ") + std::strerror(errno), {}, "set TMPDIR"});
  if (const Result<void> done = disk.write_file(page, html, Overwrite::yes); !done)
    return std::unexpected(done.error());
  std::vector<std::string> words = {program,
                                    "--headless",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-sync",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--host-resolver-rules=MAP * ~NOTFOUND",
                                    "--no-pdf-header-footer",
                                    "--user-data-dir=" + folder.path() + "/profile",
                                    "--print-to-pdf=" + pdf,
                                    "file://" + page};
  if (::geteuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");  // Chromium refuses root a sandbox
  const bool ended_well = run_program(std::move(words));
  Result<std::string> bytes = disk.read_file(pdf);
  if (!ended_well || !bytes || !bytes->starts_with("%PDF"))
    return std::unexpected(Error{
        ErrorKind::missing, "Chromium (" + program + ") wrote no PDF", {}, "write HTML and print it from a browser"});
  return bytes;
}

}  // namespace afterword
