#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace afterword::testing {

struct RunOptions {
  std::string input;                               ///< of standard input
  std::map<std::string, std::string> environment;  ///< added to PATH, HOME (an empty folder) and TERM
  std::filesystem::path folder;                    ///< to run in; empty: this one
  bool out_is_terminal = false, err_is_terminal = false, in_is_terminal = false;
  std::string out_path;          ///< a file or device for standard output instead of a pipe
  int interrupt_with = 0;        ///< a signal to send after a moment
  int interrupt_after_ms = 150;  ///< how long that moment is
  bool close_input = true;       ///< false: standard input stays open and silent
  bool close_out_early = false;  ///< the reader of standard output is gone at once
  std::uint64_t memory_max = 0;  ///< address space in bytes
};

struct Ran {
  int code = -1;  ///< exit code, or 128 + signal
  std::string out, err;
};

/// Runs the real program, or any other found on the search path.
[[nodiscard]] Ran run_program(const std::string& program, const std::vector<std::string>& words,
                              const RunOptions& options = {});
[[nodiscard]] Ran run_afterword(const std::vector<std::string>& words, const RunOptions& options = {});
[[nodiscard]] bool is_installed(const std::string& program);

/// A folder that is gone with the test.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] std::filesystem::path path() const { return path_; }
  /// Writes a file, its folders too; returns its path.
  std::string write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace afterword::testing
