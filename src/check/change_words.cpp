#include "check/change_words.h"

#include <algorithm>

namespace afterword {
namespace {

std::string lines(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " line" : " lines");
}

}  // namespace

std::vector<std::string> changed_sections(const Postmortem& postmortem, const RevisionChange& change) {
  std::vector<std::string> out;
  for (const std::uint32_t place : change.places) {
    const Section* last = nullptr;  // sections stand in order; the last heading at or above the line is the nearest
    for (const Section& section : postmortem.sections)
      if (section.line <= place) last = &section;
    const std::string name = last != nullptr ? last->heading : "the beginning";
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::string describe_change(const Postmortem& postmortem, const RevisionChange& change) {
  if (!change.known) return "the text was changed";
  std::string out;
  if (change.added > 0) out = lines(change.added) + " added";
  if (change.removed > 0)
    out += out.empty() ? lines(change.removed) + " removed" : " and " + std::to_string(change.removed) + " removed";
  if (out.empty()) return "blanks at the ends of lines were changed";
  const std::vector<std::string> sections = changed_sections(postmortem, change);
  constexpr std::size_t named_max = 4;
  for (std::size_t i = 0; i < std::min(sections.size(), named_max); ++i)
    out += (i == 0 ? ", in " : i + 1 == sections.size() ? " and " : ", ") + sections[i];
  if (sections.size() > named_max) out += " and " + std::to_string(sections.size() - named_max) + " more";
  return out;
}

}  // namespace afterword
