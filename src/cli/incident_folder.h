#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "draft/incident.h"
#include "workspace/disk.h"

namespace afterword {

/// What an earlier run and people left in the folder; empty where there is nothing.
[[nodiscard]] Result<EarlierDraft> read_earlier_draft(const Disk& disk, const std::string& folder);

/// Makes the folder where it is missing and writes the files into it, each in one step. A link in the folder is
/// refused: nothing may be written elsewhere.
[[nodiscard]] Result<void> write_incident_folder(Disk& disk, const std::string& folder,
                                                 const std::vector<IncidentFile>& files);

}  // namespace afterword
