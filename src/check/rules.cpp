#include "check/rule.h"

namespace afterword {
std::span<const Rule> all_rules() { return {}; }
const Rule* find_rule(std::string_view) { return nullptr; }
std::string_view name_of(Family family) {
  constexpr std::string_view names[] = {"structure", "time", "consistency", "cause", "measures",
                                        "language", "form", "security", "meta"};
  return names[static_cast<std::size_t>(family)];
}
std::string_view page_of(const Rule&) { return {}; }
}  // namespace afterword
