#pragma once
#include <set>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// What a change does, as far as its files and its diff tell without running it.
struct DiffReading {
  /// How much a program may behave differently after it: 0 (documents, tests, moved lines) to 1. Not a probability.
  double hazard = 0;
  std::string why;     ///< "removes a check", "changes DefaultTTL from 15m to 15s", "touches documents or tests only"
  bool known = false;  ///< false: neither files nor a diff are on record
  std::vector<std::string> changed;  ///< words of removed and added lines that are not in both
  std::set<std::string> removed;     ///< lines, trimmed, of four bytes or more; comments and logging left out
  std::set<std::string> added;
  std::vector<std::string> nearby;  ///< words of all lines, of the functions named, of the files
};

/// Reads a unified diff or what is left of one. What a diff moves or renames throughout weighs little; a removed
/// condition, a bound, a close or a lock weighs much; numbers weigh by their ratio; a loop that newly calls out weighs;
/// logging, metrics, comments and style sheets do not. Linear in the diff, but for pairs of its first 400 lines.
[[nodiscard]] DiffReading read_diff(const Change& change);

}  // namespace afterword
