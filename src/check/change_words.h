#pragma once
#include <string>

#include "postmortem/postmortem.h"
#include "review/revision.h"

namespace afterword {

/// "3 lines added and 1 removed, in Timeline and Measures": what changed since a text was reviewed. Says "the text was
/// changed" where the earlier lines are not on record.
[[nodiscard]] std::string describe_change(const Postmortem& postmortem, const RevisionChange& change);
/// The headings of the sections that hold the changed lines, in order, each once.
[[nodiscard]] std::vector<std::string> changed_sections(const Postmortem& postmortem, const RevisionChange& change);

}  // namespace afterword
