#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "site/card.h"
#include "workspace/disk.h"

namespace afterword {

/// Where a site's reports come from, and where each stands on it: `addresses` by place of `files`. Views; any thread.
struct SiteSources {
  const Disk& disk;
  const std::string& folder;          ///< the archive
  const std::string& working_folder;  ///< absolute
  const std::vector<std::string>&files, &addresses;
};

/// What `file`, one of the sources, shows of what lies beside it: pictures below the archive are put into its page, as
/// far as 150 KB hold them; a link to another report leads to its page, and one to anything else nowhere, as nothing
/// else is on the site. For the public no link leads anywhere: where another report stands is known only once it was
/// read. `hash` changes with all that was answered and must outlive the result.
[[nodiscard]] Surroundings look_around(const SiteSources& sources, const std::string& file, const SiteOptions& options,
                                       std::uint64_t& hash);

}  // namespace afterword
