#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// So many documents are best read together, as long as they are small, so many bytes in all: what they are read into
/// stays near the core then.
inline constexpr std::size_t documents_together = 64, bytes_together = 1 << 18;

/// read_postmortem for several documents at once: each step of reading looks at all of them before the next does. A
/// step is more code than it has work in one text, so its code costs less where it is not fetched for each text anew.
/// The results stand in the order of the documents. Memory: all of them at once.
[[nodiscard]] std::vector<Postmortem> read_postmortems(std::vector<std::shared_ptr<const Document>> documents,
                                                       const ReadingOptions& options);

}  // namespace afterword
