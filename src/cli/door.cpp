#include "cli/door.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "workspace/cache_folder.h"
#include "workspace/frame.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::int64_t day_s = 86400;

}  // namespace

ExitCode exit_code_of(ErrorKind kind) {
  return kind == ErrorKind::internal ? ExitCode::internal : ExitCode::usage;
}

void Output::write(std::string_view bytes) {
  constexpr std::size_t enough = 1 << 16;
  waiting_ += bytes;
  if (waiting_.size() >= enough) flush();
}

void Output::flush() {
  std::string_view left = waiting_;
  while (!left.empty() && trouble_ == 0) {
    const ssize_t n = ::write(descriptor_, left.data(), left.size());
    if (n >= 0)
      left.remove_prefix(static_cast<std::size_t>(n));
    else if (errno != EINTR && errno != EAGAIN)
      trouble_ = errno;
  }
  waiting_.clear();
}

Terminal look_at_terminal(std::string_view when) {
  Terminal out;
  out.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  out.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  out.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  const auto decide = [&](bool is_terminal) {
    if (when == "always") return Color::yes;
    if (when == "never" || Door::variable("NO_COLOR")) return Color::no;
    if (const auto force = Door::variable("CLICOLOR_FORCE"); force && *force != "0") return Color::yes;
    const auto terminal = Door::variable("TERM");
    return is_terminal && terminal && *terminal != "dumb" ? Color::yes : Color::no;
  };
  out.out_color = decide(out.out_is_terminal);
  out.err_color = decide(out.err_is_terminal);
  winsize size{};
  if (out.out_is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    constexpr unsigned narrowest = 40, widest = 200, gutter = 8;
    out.width = std::clamp(static_cast<unsigned>(size.ws_col), narrowest, widest) - gutter;
  }
  return out;
}

std::string Request::get(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(name);
  return found == values.end() || found->second.empty() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> Request::get_all(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>() : found->second;
}

ExitCode Door::fail(const Error& error) {
  out.flush();
  std::string text =
      paint("error", color_of(Severity::error), terminal.err_color) + ": " + show_path(error.message) + "\n";
  if (!error.where.empty() && error.message.find(error.where) == std::string::npos)
    text += "  --> " + paint(show_path(error.where), place_color, terminal.err_color) + "\n";
  if (!error.help.empty()) text += "  help: " + show_path(error.help) + "\n";
  err.write(text);
  err.flush();
  return exit_code_of(error.kind);
}

void Door::note(std::string_view message) {
  err.write("note: " + std::string(message) + "\n");
  err.flush();
}

std::optional<std::string> Door::variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::int64_t Door::now_s() {
  std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
  if (const auto pinned = Door::variable("SOURCE_DATE_EPOCH")) {
    const auto [end, error] = std::from_chars(pinned->data(), pinned->data() + pinned->size(), now);
    if (error != std::errc() || end != pinned->data() + pinned->size() || now < 0 || now / day_s > 1'000'000)
      now = static_cast<std::int64_t>(std::time(nullptr));
  }
  return now;
}

Date Door::today() {
  return next_day(Date{1970, 1, 1}, static_cast<int>(now_s() / day_s));
}

std::string Door::working_folder() {
  char* folder = ::getcwd(nullptr, 0);
  std::string out = folder != nullptr ? folder : "/";
  std::free(folder);
  return out;
}

std::string Door::user_settings_file() {
  if (const auto folder = variable("XDG_CONFIG_HOME")) return *folder + "/afterword/config.toml";
  if (const auto home = variable("HOME")) return *home + "/.config/afterword/config.toml";
  return {};
}

std::vector<GivenSetting> Door::given_settings() const {
  std::vector<GivenSetting> given;
  if (const auto value = variable("AFTERWORD_PROFILE")) given.push_back({"profile", *value, "AFTERWORD_PROFILE"});
  if (const auto value = variable("AFTERWORD_FAIL_ON")) given.push_back({"fail-on", *value, "AFTERWORD_FAIL_ON"});
  if (request.has("--profile")) given.push_back({"profile", request.get("--profile"), "--profile"});
  if (request.has("--fail-on")) given.push_back({"fail-on", request.get("--fail-on"), "--fail-on"});
  return given;
}

std::string Door::cache_file_of(std::string_view kind, const std::string& folder) {
  std::string cache;
  if (const auto named = variable("XDG_CACHE_HOME"); named && named->starts_with('/'))
    cache = *named;
  else if (const auto home = variable("HOME"))
    cache = join_path(*home, ".cache");
  return cache_file(cache, kind, absolute_path(working_folder(), folder));
}

Result<std::string> Door::read_input(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO, "standard input");
  return disk.read_file(path);
}

std::uint64_t now_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

}  // namespace afterword
