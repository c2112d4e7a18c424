#pragma once
#include <string>
#include <vector>

#include "bundle/container.h"
#include "cli/door.h"
#include "postmortem/postmortem.h"

namespace afterword {

/// Proves a bundle, says what it holds and who signed it; with --extract writes its files into a folder.
ExitCode verify_bundle(Door& door, const std::string& path);

/// "report.md, approved by Ben on 2026-03-14; 12 inputs of evidence by their hashes": what stands in a bundle.
[[nodiscard]] std::string describe_sealed(const std::vector<BundleFile>& files, const Postmortem& document, Date today);

}  // namespace afterword
