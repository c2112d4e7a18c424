#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "moment/civil.h"
#include "workspace/disk.h"
#include "workspace/find_settings.h"
#include "workspace/report.h"

namespace afterword {

/// What the program ends with; the same in every command and format.
enum class ExitCode : std::uint8_t {
  clean = 0,
  findings = 1,  ///< there is something to mend
  usage = 2,     ///< the request, a file or a setting is wrong
  internal = 3,  ///< our own fault
  interrupted = 130,
};

/// The one place where kinds of trouble become exit codes.
[[nodiscard]] ExitCode exit_code_of(ErrorKind kind);

/// Bytes to a file descriptor, gathered. The first error is remembered; nothing is written after it.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  void write(std::string_view bytes);
  void flush();
  /// errno of the first write that failed, or 0.
  [[nodiscard]] int trouble() const { return trouble_; }

 private:
  int descriptor_;
  int trouble_ = 0;
  std::string waiting_;
};

/// What standard output and standard error are, decided separately.
struct Terminal {
  bool in_is_terminal = false, out_is_terminal = false, err_is_terminal = false;
  Color out_color = Color::no, err_color = Color::no;
  std::uint32_t width = 120;
};

/// `when` is the value of --color: "auto", "always", "never", or empty.
[[nodiscard]] Terminal look_at_terminal(std::string_view when);

/// A command line, parsed.
struct Request {
  std::string_view command;
  std::map<std::string, std::vector<std::string>, std::less<>> values;  ///< by "--name"; a switch has one empty value
  std::vector<std::string> arguments;

  [[nodiscard]] bool has(std::string_view name) const { return values.contains(name); }
  /// The last value given, or `otherwise`.
  [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::vector<std::string> get_all(std::string_view name) const;
};

/// What a command is given: the request, and the world.
struct Door {
  const Request& request;
  Terminal terminal;
  Output& out;
  Output& err;
  Disk& disk;

  /// Prints an error, two or three lines, and gives its exit code.
  ExitCode fail(const Error& error);
  void note(std::string_view message);
  /// An environment variable; nothing where it is absent or empty.
  [[nodiscard]] static std::optional<std::string> variable(const char* name);
  [[nodiscard]] static std::string working_folder();
  /// Today in UTC, or the day that SOURCE_DATE_EPOCH names, so that what is made can be made again to the byte.
  [[nodiscard]] static Date today();
  /// The same to the second: since 1970 UTC.
  [[nodiscard]] static std::int64_t now_s();
  /// $XDG_CONFIG_HOME/afterword/config.toml or ~/.config/…; empty without a home.
  [[nodiscard]] static std::string user_settings_file();
  /// Where what is derived from an archive is kept, one file a kind (workspace/cache_folder.h); empty where nowhere.
  [[nodiscard]] static std::string cache_file_of(std::string_view kind, const std::string& folder);
  /// What flags and the environment say, the strongest last.
  [[nodiscard]] std::vector<GivenSetting> given_settings() const;
  /// A file's bytes, or those of standard input for "-".
  [[nodiscard]] Result<std::string> read_input(const std::string& path);
};

[[nodiscard]] std::uint64_t now_ns();

}  // namespace afterword
