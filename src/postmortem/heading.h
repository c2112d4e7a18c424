#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "postmortem/postmortem.h"

namespace afterword {

/// What a word or phrase of a heading speaks of; a set of bits.
namespace topic {
enum : std::uint64_t {
  summary = 1ull << 0,
  duration = 1ull << 1,
  impact = 1ull << 2,
  cause = 1ull << 3,
  resolution = 1ull << 4,
  timeline = 1ull << 5,
  detection = 1ull << 6,
  escalation = 1ull << 7,
  measures = 1ull << 8,
  improvements = 1ull << 9,
  tasks = 1ull << 10,
  lessons = 1ull << 11,
  background = 1ull << 12,
  review = 1ull << 13,
  links = 1ull << 14,
  incident = 1ull << 15,  ///< outage, incident, issue: says what about, not what kind of section
  report = 1ull << 16,    ///< postmortem, incident report
  plain = 1ull << 17,     ///< a heading that is no section of ours: conclusion, authors, note
  filler = 1ull << 18,    ///< the, of, and, detailed, initial
  exercise = 1ull << 19,  ///< words of an assignment: requirements, repo, weight, concepts
  start = 1ull << 20,
  end = 1ull << 21,
  detected = 1ull << 22,
  misleading = 1ull << 23,
  factor = 1ull << 24,
  trigger = 1ull << 25,
  severity = 1ull << 26,
  status = 1ull << 27,
  service = 1ull << 28,
  date = 1ull << 29,
  users = 1ull << 30,
  inviting = 1ull << 31,  ///< "make people want to read"
  actions = 1ull << 32,   ///< "actions": tasks after "action items", measures after "corrective", else either
  investigation = 1ull << 33,
  template_ = 1ull << 34,
};
}  // namespace topic

/// A heading in the form that the vocabulary is kept in: lower case, no accents, words separated by one space; without
/// numbering, emoji, ":shortcodes:", brackets. At most 160 bytes of it.
[[nodiscard]] std::string fold_heading(std::string_view text);

/// Reads the words of a heading, label or table head. English, French, Spanish, Portuguese, German, Japanese.
[[nodiscard]] HeadingReading read_heading(std::string_view text);

}  // namespace afterword
