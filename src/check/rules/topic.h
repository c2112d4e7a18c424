#pragma once
#include <cstdint>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword::rules {

// What a passage speaks of: the stems of its words of content, so that two passages can be asked whether they speak of
// the same thing.

/// A word's first five letters in lower case, as an integer: "restart" and "restarted" share it.
using Stem = std::uint64_t;

/// Half-open ranges of words (indexes into Postmortem::words), one a line of the passage.
[[nodiscard]] std::vector<Span> words_of(const Postmortem& postmortem, const Passage& passage);
/// The words of lines [first_line, last_line).
[[nodiscard]] Span words_of_lines(const Postmortem& postmortem, std::uint32_t first_line, std::uint32_t last_line);
/// Adds the stems of a range of words; keeps `stems` unsorted. Common words of any incident ("outage", "server") are
/// left out.
void add_topics(const Postmortem& postmortem, Span words, std::vector<Stem>& stems);
/// The stems of a passage, sorted, each once.
[[nodiscard]] std::vector<Stem> topics_of(const Postmortem& postmortem, const Passage& passage);
/// How many stems two sorted lists share.
[[nodiscard]] std::size_t count_shared(const std::vector<Stem>& a, const std::vector<Stem>& b);
/// Whether a range of words, or a passage, holds one of some sorted stems.
[[nodiscard]] bool speaks_of(const Postmortem& postmortem, Span words, const std::vector<Stem>& stems);
[[nodiscard]] bool speaks_of(const Postmortem& postmortem, const Passage& passage, const std::vector<Stem>& stems);
void sort_topics(std::vector<Stem>& stems);

}  // namespace afterword::rules
