#pragma once
#include <optional>
#include <string>
#include <vector>

#include "postmortem/postmortem.h"
#include "review/state.h"
#include "workspace/disk.h"

namespace afterword {

/// Where the review of a document stands: `report.md.review`.
[[nodiscard]] std::string review_path(const std::string& document_path);
/// The review beside a document; nothing where there is none. Errors are the disk's.
[[nodiscard]] Result<std::optional<ReviewLog>> read_review_of(const Disk& disk, const std::string& document_path);

/// Who wrote a report, as far as it says so: `author` and `authors` of its front matter, "Authors: Ana, Ben",
/// "Written by @ana", a section "Authors".
[[nodiscard]] std::vector<ReviewPerson> authors_of(const Postmortem& postmortem);

/// judge_review for a document that was read.
[[nodiscard]] ReviewState judge_review_of(const ReviewLog& log, const Postmortem& postmortem,
                                          const ReviewPolicy& policy, Date today);

}  // namespace afterword
