#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"
#include "render/known_people.h"

namespace afterword {

/// Names of people that a report gives away by their place: owners of measures, authors, participants, whom it was
/// handed to, handles. Full names and the parts of them that stand for a person alone; longest first.
[[nodiscard]] std::vector<std::string> find_names(const Postmortem& postmortem);

/// The text with every such name, every @handle and every e-mail address replaced by "[name]" or "[address]", and lines
/// that only say who wrote or took part taken out. `people`: of the archive, who are found too; may be null.
[[nodiscard]] std::string without_names(std::string_view text, const std::vector<std::string>& names,
                                        const KnownPeople* people = nullptr);

}  // namespace afterword
