#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "evidence/evidence.h"
#include "postmortem/postmortem.h"

namespace afterword {

/// What messages tell of, as the reader of postmortems understands them: one for each, EntryKind::other where nothing.
/// They are read as the timeline of a small report, so that what the draft says of them is what `check` will read.
[[nodiscard]] std::vector<EntryKind> classify_messages(std::span<const Message> messages);

/// The names of the kinds in a set, as in inspect-json; "other" for none.
[[nodiscard]] std::vector<std::string> kind_names(EntryKind kinds);

}  // namespace afterword
