#pragma once
#include <memory>
#include <string>
#include <vector>

#include "render/known_people.h"
#include "site/card.h"
#include "workspace/disk.h"

namespace afterword {

/// Whom any report of a public site's sources names, so that no other one does. A file that can't be read is passed
/// over: whoever reads it for its page tells that.
[[nodiscard]] std::shared_ptr<const KnownPeople> find_people(const Disk& disk, const std::vector<std::string>& files,
                                                             const SiteOptions& options, unsigned threads);

}  // namespace afterword
