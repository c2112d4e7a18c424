#include "run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace afterword::testing {
namespace {

/// One stream of the child: what it gets, and what we hold.
struct Stream {
  int theirs = -1, ours = -1;
};

Stream make_stream(bool terminal, bool we_read) {
  Stream out;
  if (terminal) {
    ::openpty(&out.ours, &out.theirs, nullptr, nullptr, nullptr);
  } else {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    out.theirs = we_read ? ends[1] : ends[0];
    out.ours = we_read ? ends[0] : ends[1];
  }
  ::fcntl(out.ours, F_SETFD, FD_CLOEXEC);
  return out;
}

[[noreturn]] void become(const std::string& program, const std::vector<std::string>& words, const RunOptions& options) {
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  if (options.memory_max != 0) {
    const rlimit limit{options.memory_max, options.memory_max};
    ::setrlimit(RLIMIT_AS, &limit);
  }
  std::map<std::string, std::string> environment = {
      {"PATH", std::getenv("PATH")}, {"HOME", "/nonexistent"}, {"TERM", "xterm-256color"}};
  for (const auto& [name, value] : options.environment) environment[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : environment)
    if (value != "(unset)") lines.push_back(name + "=" + value);
  std::vector<char*> pointers{const_cast<char*>(program.c_str())}, variables;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  for (std::string& line : lines) variables.push_back(line.data());
  variables.push_back(nullptr);
  ::execvpe(program.c_str(), pointers.data(), variables.data());
  ::_exit(127);
}

void gather(int descriptor, std::string& into, bool& open) {
  char buffer[65536];
  const ssize_t n = ::read(descriptor, buffer, sizeof buffer);
  if (n > 0) into.append(buffer, static_cast<std::size_t>(n));
  open = n > 0;
}

}  // namespace

Ran run_program(const std::string& program, const std::vector<std::string>& words, const RunOptions& options) {
  Stream in = make_stream(options.in_is_terminal, false);
  Stream out = make_stream(options.out_is_terminal, true), err = make_stream(options.err_is_terminal, true);
  if (!options.out_path.empty()) {
    ::close(out.theirs);
    out.theirs = ::open(options.out_path.c_str(), O_WRONLY);
  }
  if (options.close_out_early) {
    ::close(out.ours);
    out.ours = -1;
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(in.theirs, 0);
    ::dup2(out.theirs, 1);
    ::dup2(err.theirs, 2);
    for (int descriptor : {in.theirs, out.theirs, err.theirs}) ::close(descriptor);
    ::signal(SIGPIPE, SIG_DFL);
    become(program, words, options);
  }
  for (int descriptor : {in.theirs, out.theirs, err.theirs}) ::close(descriptor);
  ::signal(SIGPIPE, SIG_IGN);
  Ran ran;
  std::string_view input = options.input;
  bool out_open = out.ours >= 0, err_open = true, in_open = true;
  if (options.interrupt_with != 0) {
    ::poll(nullptr, 0, options.interrupt_after_ms);
    ::kill(child, options.interrupt_with);
  }
  while (out_open || err_open) {
    if (in_open && input.empty() && options.close_input && !options.in_is_terminal) {
      ::close(in.ours);
      in_open = false;
    }
    pollfd waiting[3] = {{out_open ? out.ours : -1, POLLIN, 0},
                         {err_open ? err.ours : -1, POLLIN, 0},
                         {in_open && !input.empty() ? in.ours : -1, POLLOUT, 0}};
    if (::poll(waiting, 3, 60000) <= 0) break;
    if (waiting[0].revents != 0) gather(out.ours, ran.out, out_open);
    if (waiting[1].revents != 0) gather(err.ours, ran.err, err_open);
    if (waiting[2].revents != 0) {
      const ssize_t n = ::write(in.ours, input.data(), std::min<std::size_t>(input.size(), 4096));
      if (n <= 0)
        input = {};
      else
        input.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  if (in_open) ::close(in.ours);
  if (out.ours >= 0) ::close(out.ours);
  ::close(err.ours);
  int status = 0;
  ::waitpid(child, &status, 0);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

Ran run_afterword(const std::vector<std::string>& words, const RunOptions& options) {
  return run_program(AFTERWORD_PROGRAM, words, options);
}

bool is_installed(const std::string& program) {
  return run_program("sh", {"-c", "command -v " + program}).code == 0;
}

TestFolder::TestFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "afterword-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TestFolder::write(const std::string& name, const std::string& bytes) const {
  const std::filesystem::path path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::string TestFolder::read(const std::string& name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace afterword::testing
