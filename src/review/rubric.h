#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// What a reviewer must answer before a postmortem counts as reviewed: the five questions of the field's rubric.
struct RubricQuestion {
  std::string_view key;       ///< in the review file and as a flag: "data"
  std::string_view question;  ///< as it is asked
  std::string_view of;        ///< what it asks for, in a few words: "data collected"
};

inline constexpr std::size_t rubric_size = 5;
inline constexpr std::array<RubricQuestion, rubric_size> rubric = {{
    {"data", "Is the key data of the incident collected, so that it can be looked up later?", "data collected"},
    {"impact", "Is the assessment of the impact complete?", "impact complete"},
    {"causes", "Are the causes searched for deeply enough?", "causes deep enough"},
    {"measures", "Are the measures appropriate, and is their priority?", "measures appropriate and prioritised"},
    {"shared", "Is the outcome shared with those it concerns?", "shared with those concerned"},
}};

struct Answer {
  bool yes = false;
  std::string words;  ///< never empty with a no
};
using Answers = std::array<std::optional<Answer>, rubric_size>;

}  // namespace afterword
