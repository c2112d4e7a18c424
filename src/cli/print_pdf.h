#pragma once
#include <string>

#include "base/error.h"
#include "workspace/disk.h"

namespace afterword {

/// Prints a page to PDF with Chromium, which sees nothing but a file of ours and may not reach the network. Takes a
/// second or two, a minute at most. An error of kind `missing` where Chromium is not on the search path or wrote
/// nothing.
[[nodiscard]] Result<std::string> print_pdf(Disk& disk, const std::string& html);

}  // namespace afterword
