#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// A title as it stands in a list of postmortems, where nobody needs to be told that it is one: "Postmortem Report: Web
/// Stack Outage" is "Web Stack Outage". Empty where nothing is left, or it is an address or a placeholder.
[[nodiscard]] std::string short_title(std::string_view title);
/// The first words of a verdict, for a report whose title says nothing: its first sentence, else its first words.
[[nodiscard]] std::string title_of_verdict(std::string_view verdict);
/// A verdict without what only marks or metadata left at its beginning.
[[nodiscard]] std::string tidy_verdict(std::string_view verdict);
/// A service's name out of what the text says was down: "the checkout service was unavailable" is "checkout service".
/// Nothing where it is a sentence or names nothing.
[[nodiscard]] std::string short_service(std::string_view text);

}  // namespace afterword
