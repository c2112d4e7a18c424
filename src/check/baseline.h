#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/finding.h"

namespace afterword {

/// Findings that a team has accepted on arrival, so that only new ones are told.
///
/// The file is text, one finding a line, sorted: `CODE HASH PATH`, where HASH is of the line's words and not of its
/// number, so that entries survive edits elsewhere; a line that stands twice holds two findings. Lines that begin with
/// `#` are comments. Paths are relative to the file's folder.
class Baseline {
 public:
  /// Errors of kind `settings` name the line.
  [[nodiscard]] static Result<Baseline> read(std::string_view text, std::string_view path);

  /// Moves findings that are in the baseline out of `findings`. Each entry holds one finding. `text` is what the
  /// findings' spans range over.
  [[nodiscard]] std::vector<Finding> take_accepted(std::string_view path, std::string_view text,
                                                   std::vector<Finding>& findings) const;
  void add(std::string_view path, std::string_view text, const Finding& finding);
  void add_all(const Baseline& other);
  void remove_paths(const std::vector<std::string>& paths);
  [[nodiscard]] std::string write() const;
  [[nodiscard]] std::size_t size() const;
  /// How many entries of `other` are not in this one.
  [[nodiscard]] std::size_t count_missing(const Baseline& other) const;

 private:
  std::map<std::string, std::map<std::string, std::uint32_t>, std::less<>> by_path_;  ///< path → "CODE HASH" → count
};

/// 64 bits of FNV-1a as 16 hexadecimal digits.
[[nodiscard]] std::string hash_text(std::string_view text);
/// The hash of the line that holds an offset, without spacing at its ends.
[[nodiscard]] std::string hash_line_at(std::string_view text, std::uint32_t offset);

}  // namespace afterword
