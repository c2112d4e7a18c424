#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace afterword::testing {

/// One example of a rule's page: the text of a ```markdown block below "## Bad" or "## Good".
///
/// A line `<!-- finding -->` stands above each line on which the rule must fire. Such lines are taken out before the
/// text is read, because a comment left inside a document changes how it parses. A ```toml block above an example holds
/// settings for it and for those that follow in the same section, a ```review block what its reviewers did
/// (read_review_story).
struct Example {
  bool bad = false;
  std::string text;                     ///< without marker lines
  std::string settings;                 ///< TOML; may be empty
  std::string review;                   ///< a story of its review; may be empty
  std::vector<std::uint32_t> expected;  ///< lines of `text`, in order; empty for a bad one: anywhere will do
  std::uint32_t page_line = 0;          ///< where the example begins, for messages
};

[[nodiscard]] std::vector<Example> read_examples(std::string_view page);

}  // namespace afterword::testing
