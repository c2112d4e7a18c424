#pragma once
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// What a change is called in a sentence: a hash by its first ten digits, anything else as it is.
[[nodiscard]] std::string short_id(std::string_view id);

/// Whether a change deployed this commit, where it says so.
[[nodiscard]] bool deploys(const Change& change, std::string_view commit);

/// "The deploy `4.11.3` of shop goes live: “…”.": a sentence of a timeline. A deploy without words of its own has those
/// of its commit; an event of Kubernetes is told as that.
[[nodiscard]] std::string tell_change(const Evidence& evidence, const Change& change);

}  // namespace afterword
