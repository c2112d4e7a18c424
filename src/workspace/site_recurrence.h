#pragma once
#include <functional>

#include "archive/archive.h"
#include "workspace/site_memory.h"

namespace afterword {

/// All reports of a site, to be compared. Their places are those of the site's cards.
[[nodiscard]] Archive archive_of(const std::vector<SiteEntry>& entries);
[[nodiscard]] std::vector<std::uint32_t> candidates_of(const Archive& archive, std::uint32_t place,
                                                       const Sketch& sketch);
/// Earlier reports of the same failure as the one at `place`, most alike first.
[[nodiscard]] std::vector<std::uint32_t> find_earlier(const Archive& archive, std::uint32_t place,
                                                      std::span<const std::uint32_t> candidates,
                                                      const std::function<const SiteEntry&(std::uint32_t)>& entry_of);
/// Of all that recurrence is told from.
[[nodiscard]] std::uint64_t hash_of_compared(const std::vector<SiteEntry>& entries);

}  // namespace afterword
