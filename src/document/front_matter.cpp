#include "document/front_matter.h"

namespace afterword {
FrontMatter read_front_matter(std::string_view, std::uint32_t) { return {}; }
}  // namespace afterword
