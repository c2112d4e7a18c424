#pragma once
#include <cstdint>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// Entries of a timeline by what they are the moment of: indexes into Postmortem::timeline, -1 where none is.
struct MomentEntries {
  std::int32_t start = -1, end = -1;
};

/// The entries that the form of a timeline speaks for: the one that says that the outage began, the first after the
/// last trouble that says that all is well. `kinds`: what each entry tells of.
[[nodiscard]] MomentEntries find_moment_entries(const Postmortem& postmortem, const std::vector<EntryKind>& kinds);

/// Whether an entry tells in its verbs that something failed: "the indexer stopped", "DNS providers failed to answer".
[[nodiscard]] bool tells_failure(const Postmortem& postmortem, const TimelineEntry& entry);
/// "Outage ends", "incident over": said outright.
[[nodiscard]] bool says_over(const TimelineEntry& entry);
/// Whether a moment was told outside of the entries, with a time of day.
[[nodiscard]] bool is_told(const Postmortem& postmortem, const std::optional<Stated>& stated);

}  // namespace afterword
