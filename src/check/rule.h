#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"
#include "postmortem/postmortem.h"
#include "review/policy.h"

namespace afterword {

struct ReviewState;

/// Settings that rules read. Each must have a reason to exist (docs/settings.md).
struct RuleSettings {
  std::string language = "en";  ///< what postmortems are to be written in
  std::uint32_t words_min = 400, words_max = 600;
  std::uint32_t sentence_words_max = 25;
  std::uint32_t measures_max = 10;
  std::vector<std::string> vocabulary;  ///< acronyms and words that everybody here knows
  ReviewPolicy review;
};

/// An earlier report of the same failure, as an archive knows it.
struct EarlierReport {
  std::string path, title, day;     ///< `day` 2024-03-04, or empty
  std::string follow_up;            ///< what became of its measures: "1 of 2 measures is open, overdue"
  std::vector<std::string> undone;  ///< measures that are not done
};
/// Finds them; most alike first.
using FindEarlier = std::vector<EarlierReport> (*)(const void* archive, const Postmortem& postmortem);

/// Says what the review of a text comes to.
using JudgeReview = ReviewState (*)(const void* review, const Postmortem& postmortem);

/// What a rule is given besides the postmortem. The disk is seen only through `file_exists`, so rules stay pure.
struct RuleContext {
  const Postmortem& postmortem;
  const RuleSettings& settings;
  /// Whether a path relative to the document exists; always true where the door has no disk (stdin, server).
  bool (*file_exists)(const void* disk, std::string_view path) = nullptr;
  const void* disk = nullptr;
  FindEarlier find_earlier = nullptr;  ///< null where no archive is known
  const void* archive = nullptr;
  const ReviewState* review = nullptr;  ///< null where there is none and none is required
  bool review_required = false;         ///< `check --require-review`
  /// The hash of what the public may see, as a publication is recorded with; null where the door can't tell.
  std::string (*public_hash)(const Postmortem& postmortem) = nullptr;
};

/// Takes what a rule has to say. The rule fills span, message, label, notes, help, fixes; name, code and severity are
/// the registry's. A rule that sets a severity says that this finding weighs at most so much, whatever the settings.
using Findings = std::vector<Finding>;
using RuleFunction = void (*)(const RuleContext& context, Findings& out);

enum class Family : std::uint8_t {
  structure,
  time,
  consistency,
  cause,
  measures,
  language,
  form,
  security,
  review,
  meta
};

/// One row of the table in rules.cpp.
struct Rule {
  std::string_view code;  ///< AW101; never reused
  std::string_view name;  ///< for the fault, not the cure: "timeline-out-of-order"
  Family family{};
  Severity alx, google_sre, pagerduty;  ///< severity in each profile
  std::string_view summary;             ///< one line, for `rules`
  RuleFunction check = nullptr;
  bool fixable = false;
  /// Also run on texts that are not a postmortem (encoding, secrets); the others are skipped there.
  bool any_text = false;
};

/// All rules, by code. The one visible table (rules.cpp).
[[nodiscard]] std::span<const Rule> all_rules();
/// By name or code, any case; null if there is none.
[[nodiscard]] const Rule* find_rule(std::string_view name_or_code);
[[nodiscard]] std::string_view name_of(Family family);
/// The documentation page (Markdown) that is built in.
[[nodiscard]] std::string_view page_of(const Rule& rule);

}  // namespace afterword
