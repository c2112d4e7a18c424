#pragma once
#include <string_view>

namespace afterword {

[[nodiscard]] std::string_view version_number();  ///< "0.1.0"
[[nodiscard]] std::string_view version_commit();  ///< "1dabe86", or "unknown" where it was built without Git

}  // namespace afterword
