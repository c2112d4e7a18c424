#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// A draft made anew from more evidence, put together with the one that people have written in since.
/// - `base` is the draft as it was written last, `mine` what stands in the file now, `fresh` the new draft.
/// - Nothing that a person wrote is lost: a line changed by both stays as the person has it.
/// - Where the person changed nothing, the new line stands. New entries of the timeline come in at their time, marked
///   `[Proposed]`: `check` reports them until a person takes the mark away, or the line.
/// A three-way merge by lines (the longest common subsequence of each pair), as version control does it. Deterministic.
[[nodiscard]] std::string merge_drafts(std::string_view base, std::string_view mine, std::string_view fresh);

}  // namespace afterword
