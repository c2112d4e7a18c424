#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "check/check.h"

namespace afterword {

/// One `<!-- afterword-ignore RULE: reason -->` in a text.
///
/// A comment with other text on its line silences that line; one that stands alone silences the block that follows it
/// (a paragraph, an item, a table row, a fenced block); `afterword-ignore-file` silences the whole text. `RULE "words"`
/// silences only findings whose text holds the words. Comments shown in code silence nothing.
struct Suppression {
  struct Target {
    std::string_view rule;   ///< name or code, as written
    std::string_view words;  ///< empty: any
    Span span;               ///< of the name
  };
  std::vector<Target> targets;
  std::string_view reason;
  Span comment;                                 ///< from `<!--` to `-->`
  std::uint32_t first_line = 0, last_line = 0;  ///< lines silenced, both inclusive
  bool whole_file = false;
  bool alone = false;  ///< nothing else stands on its lines
};

/// Finds all suppressions, in order. Views and spans are of Text::content(). Linear time.
[[nodiscard]] std::vector<Suppression> find_suppressions(const Document& document);

/// Moves findings that comments silence to `checked.suppressed`, and adds findings about the comments themselves.
/// Spans are of Text::content() before and after; lines are filled in.
void apply_suppressions(const Postmortem& postmortem, const Settings& settings, Checked& checked);

}  // namespace afterword
