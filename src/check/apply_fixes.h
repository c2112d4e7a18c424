#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"

namespace afterword {

struct AppliedFixes {
  std::string text;
  std::size_t count = 0;           ///< findings mended
  std::vector<std::string> rules;  ///< whose fixes were applied, each once
};

/// Applies the best fix of each finding that is at most as daring as `most`; fixes with placeholders never. Where edits
/// overlap, the finding that stands first wins and the other is left. Edits take the line ends of the text (CRLF or
/// LF). Spans of the findings range over `text`.
[[nodiscard]] AppliedFixes apply_fixes(std::string_view text, const std::vector<Finding>& findings, Applicability most);

struct FixedText {
  std::string text;
  std::size_t count = 0;
  std::shared_ptr<const Postmortem> postmortem;  ///< of `text`
  Checked checked;                               ///< what is left to say about it
};

/// Checks, applies fixes, and does so again until nothing changes: a fix may uncover another fault. Stops after ten
/// rounds, and when a text comes back. Pure.
[[nodiscard]] FixedText fix_text(std::string bytes, const std::string& file, const Settings& settings,
                                 const CheckOptions& options, Applicability most);

}  // namespace afterword
