#pragma once
#include <string_view>

#include "base/error.h"
#include "moment/civil.h"

namespace afterword {

/// The value of --date: 2026-11-20. Errors of kind `usage` say what to write.
[[nodiscard]] Result<Date> read_day(std::string_view text);

}  // namespace afterword
