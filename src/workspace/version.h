#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

[[nodiscard]] std::string_view version_number();  ///< "0.1.0"
[[nodiscard]] std::string_view version_commit();  ///< "1dabe86", or "unknown" where it was built without Git

/// Another number for another program, as far as its version tells: what was kept of reports by one that may have read
/// them otherwise is made anew.
[[nodiscard]] std::uint64_t program_hash();

}  // namespace afterword
