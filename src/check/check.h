#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "check/rule.h"
#include "check/settings.h"

namespace afterword {

/// What the door lends to check(), which sees neither disk nor clock by itself.
struct CheckOptions {
  /// Whether a path relative to the document exists; null where the door has no disk: then all do.
  bool (*file_exists)(const void* disk, std::string_view path) = nullptr;
  const void* disk = nullptr;
  /// Earlier reports of the same failure; null where no archive is known.
  FindEarlier find_earlier = nullptr;
  const void* archive = nullptr;
  /// What the review of the text comes to; null where there is none and none is required.
  JudgeReview judge_review = nullptr;
  const void* review = nullptr;
  bool review_required = false;
  /// As RuleContext has it.
  std::string (*public_hash)(const Postmortem& postmortem) = nullptr;
  /// severities_of the settings, where the caller checks many documents with them; empty: asked for anew.
  std::span<const Severity> severities;
  /// A clock for `--timing`; null: nothing is timed.
  std::uint64_t (*now_ns)() = nullptr;
  std::vector<std::uint64_t>* spent_ns = nullptr;  ///< one sum a rule, in the order of all_rules(); added to
};

/// A finding that a comment in the text silences, and why.
struct Suppressed {
  Finding finding;
  std::string reason;
};

struct Checked {
  std::vector<Finding> findings;       ///< by place, then by code
  std::vector<Suppressed> suppressed;  ///< by place
};

/// Checks one postmortem with all rules that the settings leave on; comments in the text that silence findings are
/// obeyed. Never fails. Spans of the result range over Text::original(); lines and columns are filled in. Threads may
/// share all arguments but `spent_ns`.
[[nodiscard]] Checked check(const Postmortem& postmortem, const Settings& settings, const CheckOptions& options = {});

/// One of several postmortems that are checked together.
struct CheckItem {
  const Postmortem* postmortem = nullptr;
  CheckOptions options;
  Checked checked;  ///< the result
};

/// The same for several at once: each rule looks at all of them before the next rule does. A rule is more code than it
/// has work in one text, so its code costs less where it is not fetched for each text anew. `severities`, where given,
/// are the same in all.
void check_together(std::span<CheckItem> items, const Settings& settings);

}  // namespace afterword
