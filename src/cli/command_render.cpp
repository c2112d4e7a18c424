#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/commands.h"
#include "workspace/paths.h"
#include "workspace/workspace.h"

extern char** environ;

namespace afterword {
namespace {

std::string ending_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos || path.find('/', dot) != std::string::npos ? std::string() : path.substr(dot + 1);
}

std::string choose_format(const Request& request) {
  std::string format = request.get("--format");
  if (!format.empty()) return format;
  const std::string ending = ending_of(request.get("--output"));
  if (ending == "svg" || ending == "md" || ending == "json" || ending == "pdf") return ending;
  return "html";
}

Audience audience_of(const std::string& name) {
  if (name == "executive") return Audience::executive;
  if (name == "public") return Audience::public_;
  return Audience::engineer;
}

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

/// Prints a page to PDF with Chromium, which sees nothing but a file of ours and may not reach the network.
Result<std::string> make_pdf(Disk& disk, const std::string& html) {
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

Result<std::string> render_as(Door& door, const std::string& format, const Postmortem& postmortem,
                              const RenderOptions& options) {
  if (format == "md") return render_markdown(postmortem, options);
  if (format == "json") return render_json(postmortem, options);
  if (format == "svg") {
    std::string svg = render_timeline_svg(postmortem, options);
    if (svg.empty())
      return std::unexpected(Error{ErrorKind::input, "the text gives too little time to draw",
                                   postmortem.document->file(), "`afterword check` tells what the timeline lacks"});
    return svg;
  }
  std::string html = render_page(postmortem, options);
  return format == "pdf" ? make_pdf(door.disk, html) : Result<std::string>(std::move(html));
}

}  // namespace

ExitCode run_render(Door& door) {
  const Request& request = door.request;
  const std::string& path = request.arguments.front();
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), {});
  const auto settings = finder.settings_for_file(path);
  if (!settings) return door.fail(settings.error());
  Result<std::string> bytes = door.read_input(path);
  if (!bytes) return door.fail(bytes.error());
  const auto postmortem = read(std::move(*bytes), path == "-" ? "<stdin>" : path, (*settings)->reading);

  RenderOptions options;
  options.audience = audience_of(request.get("--audience"));
  options.source_name = path == "-" ? std::string() : path.substr(path.rfind('/') + 1);
  Checked checked;
  if (request.has("--with-findings")) {
    checked = check(*postmortem, **settings);
    options.findings = &checked.findings;
  }
  const std::string format = choose_format(request), output = request.get("--output", "-");
  if (format == "pdf" && output == "-" && door.terminal.out_is_terminal)
    return door.fail({ErrorKind::usage, "a PDF is nothing for a terminal", {}, "write `-o report.pdf`"});
  const Result<std::string> rendered = render_as(door, format, *postmortem, options);
  if (!rendered) return door.fail(rendered.error());
  if (output == "-") {
    door.out.write(*rendered);
    return ExitCode::clean;
  }
  const Result<void> done = door.disk.write_file(output, *rendered, Overwrite::yes);
  return done ? ExitCode::clean : door.fail(done.error());
}

}  // namespace afterword
