#pragma once
#include <string>
#include <vector>

#include "check/rule.h"
#include "check/settings.h"

namespace afterword {

/// Checks one postmortem with all rules that the settings leave on, suppressions in the text applied.
/// Pure: no disk (but for context.file_exists), no clock. Findings come sorted by place, spans of Text::original(),
/// lines and columns filled in.
[[nodiscard]] std::vector<Finding> check(const Postmortem& postmortem, const Settings& settings,
                                         bool (*file_exists)(const void*, std::string_view) = nullptr,
                                         const void* disk = nullptr);

}  // namespace afterword
