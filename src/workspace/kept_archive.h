#pragma once
#include <string>
#include <string_view>

#include "workspace/read_archive.h"

namespace afterword {

/// Where what is known of an archive is kept.
struct KeptPlace {
  std::string folder;          ///< of the archive, as named
  std::string working_folder;  ///< absolute
  std::string file;            ///< cache_file(…); empty: nothing is kept
};

/// The reports of a folder, as read_archive gives them, with their paths as named. Of a large archive only what changed
/// is read again: the rest is opened where it is kept, in a millisecond, and kept anew where something changed. Damaged
/// or of another version, it is made anew. Several processes may do so at once.
[[nodiscard]] Result<ReadArchive> open_archive(const Disk& disk, const KeptPlace& place,
                                               const ReadArchiveOptions& options);

/// The kind of file for cache_file: reports are read otherwise where days are written otherwise.
[[nodiscard]] std::string_view kept_kind(const ReadingOptions& reading);

/// A path as an archive keeps it: seen from its folder.
[[nodiscard]] std::string path_inside(std::string_view folder, std::string_view path);

}  // namespace afterword
