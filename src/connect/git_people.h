#pragma once
#include <optional>
#include <string>
#include <vector>

namespace afterword {

/// Who git says works in a folder: "Ana Lima <ana@example.org>" from user.name and user.email of the repository around
/// it, else of the user. Nothing where neither is set.
[[nodiscard]] std::optional<std::string> find_git_identity(const std::string& folder);

/// The authors of the commits up to HEAD that changed a file, newest first, each once, as "Ana Lima <ana@example.org>".
/// Merges are left out. `path` is absolute and free of links. Empty where there is no repository or no commit of the
/// file.
[[nodiscard]] std::vector<std::string> find_git_authors(const std::string& path);

}  // namespace afterword
