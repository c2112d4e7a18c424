#include "check/settings.h"

namespace afterword {
Result<Settings> read_settings(std::string_view, std::string_view) { return Settings{}; }
Severity severity_of(const Rule& rule, const Settings&) { return rule.alx; }
}  // namespace afterword
