#pragma once
#include <string_view>

#include "review/state.h"

namespace afterword::testing {

/// What reviewers did, told in plain lines, as the rules' pages tell it:
///
///   2024-03-13 Ana asks Ben and Cleo until 2024-03-20
///   2024-03-15 Ben comments on line 8: how many users is that?
///   2024-03-15 Ana settles the comment
///   2024-03-16 Ben approves                          (also: without causes; a text without line 15)
///   2024-03-16 Cleo wants changes: the cause is a symptom
///   2024-03-17 Ana withdraws the request
///   a damaged line: {"at":
///   nobody was asked
///   today is 2024-03-25
struct ReviewStory {
  ReviewLog log;
  std::vector<ReviewPerson> authors;  ///< Ana
  Date today;
};

/// Fails the running test at a line that is none of these.
[[nodiscard]] ReviewStory read_review_story(std::string_view story, std::string_view text);

}  // namespace afterword::testing
