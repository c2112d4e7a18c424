#pragma once
#include <string>

#include "cli/door.h"
#include "workspace/read_archive.h"

namespace afterword {

/// All reports of a folder, read by every core. What could not be read is told and sets `code`; a folder that is not
/// there, or holds nothing to read, is an error. Sketches (archive/sketch.h) are made where `keep_sketches` asks for
/// them.
[[nodiscard]] Result<ReadArchive> read_folder(Door& door, const std::string& folder, ExitCode& code,
                                              bool keep_sketches = false);

}  // namespace afterword
