#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

// What is written into a report long after it was approved and says nothing new about the outage: ticks, proofs, links
// to a tracker, the address where it is published. It makes no approval stale. docs/formats/review.md has the same in
// words: what a review file holds depends on it.

/// A line without the box of an item, links to an issue in a tracker, "(done …, proof: …)" and blanks at its end.
[[nodiscard]] std::string without_bookkeeping(std::string_view line);

/// The lines of a text without `published:` in its front matter, and without front matter that says nothing else;
/// without a byte order mark and the empty lines that it begins with. Views into the same text.
[[nodiscard]] std::vector<std::string_view> without_publications(std::vector<std::string_view> lines);

}  // namespace afterword
