#pragma once
#include <string>
#include <string_view>

#include "archive/record.h"

namespace afterword {

/// Appends a record as bytes that read_record reads on the same machine.
void append_record(std::string& out, const Record& record);
/// An empty record where the bytes are not what append_record wrote.
[[nodiscard]] Record read_record(std::string_view bytes);

}  // namespace afterword
