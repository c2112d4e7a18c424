#pragma once
#include <optional>
#include <string>

#include "base/error.h"
#include "evidence/bytes.h"
#include "evidence/evidence.h"

namespace afterword {

struct HistoryOptions {
  std::optional<Instant> since;  ///< commits up to two weeks before count too: what breaks today was often made before
  std::optional<Instant> until;
  std::size_t commits_max = 500;
};

/// The commits of a git repository's HEAD as text in the form of `git log --format=fuller --date=iso-strict -p`, newest
/// first, each difference cut at 64 KB: what the reader "git-log" reads. Without `since` those of the two weeks before
/// the newest. Commits left out because there are too many are said in the first line. `path` is the folder that holds
/// the work tree, or a bare repository. Only reads; runs no hooks and no filters.
[[nodiscard]] Result<NamedSource> read_repository(const std::string& path, const HistoryOptions& options);

/// Whether a folder is a git repository's (a work tree's top, or a bare one).
[[nodiscard]] bool is_repository(const std::string& path);

}  // namespace afterword
