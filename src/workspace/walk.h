#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "workspace/disk.h"

namespace afterword {

/// Stands in every site that `build` writes; a folder that holds it is not walked.
inline constexpr std::string_view site_memory_name = ".afterword-site";

struct WalkOptions {
  std::string working_folder;  ///< absolute
  bool obey_gitignore = true;
  bool tell_skipped = false;  ///< fill in WalkResult::skipped
};

struct WalkResult {
  std::vector<std::string> files;    ///< as named, or folder + name; each file once, in order
  std::vector<std::string> folders;  ///< that were walked, as named or folder + name
  std::vector<std::string> skipped;  ///< "PATH: why", for --verbose
  std::vector<std::string> notes;    ///< named files that an ignore list holds: checked all the same
  std::vector<Error> errors;         ///< what could not be read; the others are there
};

/// Files to check: named ones whatever they are, folders walked for *.md, *.markdown, *.mdown and files called README
/// or postmortem without ending. Folders are walked in order of names; hidden ones, links to folders or to files of the
/// folder that is walked, and what .gitignore names are left out.
[[nodiscard]] WalkResult find_files(const Disk& disk, const std::vector<std::string>& paths,
                                    const WalkOptions& options);

/// An error where nothing was found in `folder`: what went wrong, else that no file there is called like a report. What
/// is asked of an empty folder is asked of the wrong one.
[[nodiscard]] Result<void> found_any(const WalkResult& walk, const std::string& folder);

}  // namespace afterword
