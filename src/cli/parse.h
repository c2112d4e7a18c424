#pragma once
#include <string>
#include <vector>

#include "cli/commands.h"

namespace afterword {

/// Reads the words after a command's name. Errors of kind `usage` name the right flag or value.
[[nodiscard]] Result<Request> parse_request(const CommandRow& command, const std::vector<std::string>& words);

}  // namespace afterword
